import { call, type Reply } from "../api";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("changing the password", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const next = "new-password-1";
  const change = ({ token, password }: Person, body: object = {}): Promise<Reply> =>
    call(platform, "PUT /api/auth/change-password", {
      token,
      body: { current_password: password, new_password: next, ...body },
    });
  const login = (email: string, password: string): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password } });
  const profile = (token: string): Promise<Reply> => call(platform, "GET /api/auth/profile", { token });
  const refresh = (refreshToken: string): Promise<Reply> =>
    call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } });

  it("answers new tokens for this session, which work", async () => {
    const person = await newPerson(platform);
    platform.ahead += 2000;
    const reply = await change(person);
    expect(reply).toMatchObject({ status: 200, body: { message: "Password changed" } });
    expect((await profile(reply.body.token)).body.user.id).toBe(person.id);
    expect((await refresh(reply.body.refreshToken)).status).toBe(200);
  });

  it("lets in with the new password only", async () => {
    const person = await newPerson(platform);
    await change(person);
    expect((await login(person.email, person.password)).status).toBe(401);
    expect((await login(person.email, next)).status).toBe(200);
  });

  it("ends every other session, on warm functions too", async () => {
    const person = await newPerson(platform);
    const other = (await login(person.email, person.password)).body;
    for (const token of [person.token, other.token]) expect((await profile(token)).status).toBe(200);
    platform.ahead += 2000;
    const { token, refreshToken } = (await change(person)).body;
    platform.ahead += 3000;
    for (const ended of [person.token, other.token]) expect((await profile(ended)).status).toBe(401);
    for (const ended of [person.refreshToken, other.refreshToken]) expect((await refresh(ended)).status).toBe(401);
    expect((await profile(token)).status).toBe(200);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it("leads to a warning by mail, once", async () => {
    const person = await newPerson(platform);
    const before = (await mailsTo(platform, person.email)).length;
    await change(person);
    expect(await mailsTo(platform, person.email)).toHaveLength(before + 1);
  });

  it("is refused without the present password, and changes nothing", async () => {
    const person = await newPerson(platform);
    const reply = await change(person, { current_password: "not-the-one-1" });
    expect(reply).toMatchObject({ status: 401, body: { code: "invalid_credentials" } });
    expect((await login(person.email, person.password)).status).toBe(200);
    expect((await profile(person.token)).status).toBe(200);
  });

  it("is refused to another's token, whatever password they know", async () => {
    const [person, thief] = [await newPerson(platform), await newPerson(platform)];
    await change({ ...thief, password: person.password }, { email: person.email });
    expect((await login(person.email, person.password)).status).toBe(200);
  });

  it("is refused for a weak password, which is named", async () => {
    const person = await newPerson(platform);
    const reply = await change(person, { new_password: "weak" });
    expect(reply.status).toBe(400);
    const paths = reply.body.errors.map(({ path }: { path: string }) => path);
    expect(new Set(paths)).toEqual(new Set(["body.new_password"]));
    expect((await login(person.email, person.password)).status).toBe(200);
  });
});
