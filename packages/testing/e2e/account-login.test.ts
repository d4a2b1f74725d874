import { call, type Reply } from "../api";
import { callsOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("a session", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const login = (email: string, password: string): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password } });
  const refresh = (refreshToken: string): Promise<Reply> =>
    call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } });
  const logout = ({ token }: Person, body: object = {}): Promise<Reply> =>
    call(platform, "POST /api/auth/logout", { token, body });
  const profile = (token: string): Promise<Reply> => call(platform, "GET /api/auth/profile", { token });

  describe("begins with a login", () => {
    it("that answers tokens and the person, avatar included", async () => {
      const { id, name, email, password } = await newPerson(platform);
      const reply = await login(email, password);
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        message: "Login successful",
        token: expect.stringMatching(/^ey/),
        refreshToken: expect.any(String),
        user: {
          ...{ id, name, email, role: "student", email_verified: true, avatar: null },
          ...{ second_factor: false, second_factor_required: false },
        },
      });
      expect((await profile(reply.body.token)).body.user.id).toBe(id);
    });

    it("that shows the avatar where there is one", async () => {
      const { id, email, password } = await newPerson(platform);
      const { Users } = await import("#core/user.entity");
      await Users.patch({ id }).set({ avatar_key: "images/avatar/upl_asha/9f86d081.jpg" }).go();
      const { avatar } = (await login(email, password)).body.user;
      expect(avatar).toBe(`${platform.cloud.urls.api}/images/avatar/upl_asha/9f86d081.jpg`);
    });

    it("in any case of the address", async () => {
      const { id, email, password } = await newPerson(platform);
      expect(await login(email.toUpperCase(), password)).toMatchObject({ status: 200, body: { user: { id } } });
    });

    it("that moves last_login", async () => {
      const { token, email, password } = await newPerson(platform);
      const before = (await profile(token)).body.user.last_login;
      platform.ahead += 10_000;
      await login(email, password);
      const after = (await profile(token)).body.user.last_login;
      expect(Date.parse(after) - Date.parse(before)).toBeGreaterThanOrEqual(10_000);
    });

    it("refused alike for a wrong password and an unknown address", async () => {
      const { email } = await newPerson(platform);
      const wrong = await login(email, "not-the-password-1");
      const unknown = await login("nobody-at-all@example.com", "not-the-password-1");
      const shown = ({ status, headers, body }: Reply) => {
        // What says when it was asked, to the second, and nothing of whom.
        const { "apigw-requestid": _id, date: _date, "ratelimit-reset": _reset, ...rest } = Object.fromEntries(headers);
        return JSON.stringify([status, rest, { ...body, requestId: "" }]);
      };
      expect(shown(wrong)).toBe(shown(unknown));
      expect(wrong).toMatchObject({ status: 401, body: { code: "invalid_credentials" } });
      expect(callsOf(platform, wrong)).toEqual(callsOf(platform, unknown));
      expect(callsOf(platform, wrong).length).toBeGreaterThan(0);
    });
  });

  describe("goes on with a refresh", () => {
    it("that answers a new token, which works when the old one has expired", async () => {
      const { token, refreshToken } = await newPerson(platform);
      platform.ahead += 15 * 60_000 + 1000;
      expect((await profile(token)).status).toBe(401);
      const reply = await refresh(refreshToken);
      expect(reply.status).toBe(200);
      expect(Object.keys(reply.body).sort()).toEqual(["refreshToken", "token"]);
      expect(await profile(reply.body.token)).toMatchObject({ status: 200 });
      expect((await refresh(reply.body.refreshToken)).status).toBe(200);
    });

    it("that is refused after 30 days", async () => {
      const { refreshToken } = await newPerson(platform);
      platform.ahead += 30 * 24 * 3600_000 + 1000;
      expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
    });

    it.each(["garbage", "eyJhbGciOiJSUzI1NiJ9.e30.x", "x".repeat(4096)])(
      "that is refused for something else than a refresh token",
      async (garbage) => {
        expect(await refresh(garbage)).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
      },
    );

    it("that is refused for an access token", async () => {
      const { token } = await newPerson(platform);
      expect(await refresh(token)).toMatchObject({ status: 401, body: { code: "invalid_refresh_token" } });
    });
  });

  describe("ends with a logout", () => {
    it("that revokes the refresh token it names, and no other session", async () => {
      const person = await newPerson(platform);
      const other = await login(person.email, person.password);
      const reply = await logout(person, { refreshToken: person.refreshToken });
      expect(reply).toMatchObject({ status: 200, body: { message: "Signed out" } });
      expect(await refresh(person.refreshToken)).toMatchObject({
        status: 401,
        body: { code: "invalid_refresh_token" },
      });
      expect((await refresh(other.body.refreshToken)).status).toBe(200);
    });

    it("that ends every session when it names none", async () => {
      const person = await newPerson(platform);
      const other = await login(person.email, person.password);
      platform.ahead += 2000;
      expect((await logout(person)).status).toBe(200);
      for (const refreshToken of [person.refreshToken, other.body.refreshToken])
        expect((await refresh(refreshToken)).status).toBe(401);
      platform.ahead += 4000;
      for (const token of [person.token, other.body.token]) expect((await profile(token)).status).toBe(401);
      expect((await login(person.email, person.password)).status).toBe(200);
    });

    it("that can be repeated", async () => {
      const person = await newPerson(platform);
      for (const _ of [1, 2]) expect((await logout(person, { refreshToken: person.refreshToken })).status).toBe(200);
      expect((await logout(person, { refreshToken: "never-a-token" })).status).toBe(200);
    });

    it("only for whoever is signed in", async () => {
      expect((await call(platform, "POST /api/auth/logout", { body: {} })).status).toBe(401);
    });
  });
});
