import { call, type Reply } from "../api";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("suspending", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  /** An admin's token ends after a quarter of an hour of moved clock, as everybody's does. */
  beforeEach(async () => {
    const { refreshToken } = admin;
    const reply = await call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } });
    admin = { ...admin, token: reply.body.token };
  });

  const setStatus = (by: Person, { id }: { id: string }, status = "inactive"): Promise<Reply> =>
    call(platform, `PUT /api/users/${id}/status`, { token: by.token, body: { status } });
  const profile = ({ token }: Person): Promise<Reply> => call(platform, "GET /api/auth/profile", { token });
  const login = ({ email, password }: Person): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password } });
  const refresh = ({ refreshToken }: Person): Promise<Reply> =>
    call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } });
  const suspended = { status: 403, body: { code: "account_suspended" } };

  it("takes effect within three seconds on a warm function, although the token is good", async () => {
    const person = await newPerson(platform);
    expect((await profile(person)).status).toBe(200);
    expect(await setStatus(admin, person)).toMatchObject({
      status: 200,
      body: { user: { id: person.id, status: "inactive" } },
    });
    platform.ahead += 3000;
    expect(await profile(person)).toMatchObject(suspended);
    expect(await call(platform, "GET /api/courses/enrolled", { token: person.token })).toMatchObject(suspended);
    expect(await call(platform, "GET /api/orders/my-orders", { token: person.token })).toMatchObject(suspended);
  });

  it("refuses new tokens at once", async () => {
    const person = await newPerson(platform);
    await setStatus(admin, person);
    expect((await refresh(person)).status).toBe(401);
    expect(await login(person)).toMatchObject(suspended);
  });

  it("is told only to who knows the password", async () => {
    const person = await newPerson(platform);
    await setStatus(admin, person);
    expect(await login({ ...person, password: "wrong-password-1" })).toMatchObject({
      status: 401,
      body: { code: "invalid_credentials" },
    });
  });

  it("is undone by letting in again", async () => {
    const person = await newPerson(platform);
    await setStatus(admin, person);
    expect(await setStatus(admin, person, "active")).toMatchObject({
      status: 200,
      body: { user: { status: "active" } },
    });
    platform.ahead += 3000;
    expect((await login(person)).status).toBe(200);
    expect((await profile(person)).status).toBe(200);
  });

  it("can be said twice", async () => {
    const person = await newPerson(platform);
    for (const _ of [1, 2]) expect((await setStatus(admin, person)).status).toBe(200);
  });

  it("says that there is no such user", async () => {
    expect(await setStatus(admin, { id: "nobody" })).toMatchObject({ status: 404, body: { code: "user_not_found" } });
  });

  it.each(["student", "instructor"] as const)("isn't for %ss, whoever it is about", async (role) => {
    const person = await newPerson(platform, { role });
    for (const about of [person, admin])
      expect(await setStatus(person, about)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  it("is beyond an admin who has just been suspended or made a student, token or not", async () => {
    const { setRole } = await import("#core/user");
    const [former, student] = [await newPerson(platform, { role: "admin" }), await newPerson(platform)];
    expect((await setStatus(former, student)).status).toBe(200);
    await setRole(former.id, "student", new Date());
    platform.ahead += 3000;
    expect(await setStatus(former, student, "active")).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });
});
