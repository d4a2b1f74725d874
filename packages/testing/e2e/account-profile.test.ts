import { call, type Reply } from "../api";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("the own profile", () => {
  let platform: TestPlatform;
  let person: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  beforeEach(async () => {
    person = await newPerson(platform);
  });
  afterAll(() => platform.close());

  const read = async (): Promise<Reply["body"]> =>
    (await call(platform, "GET /api/auth/profile", { token: person.token })).body.user;
  const change = (body: object): Promise<Reply> =>
    call(platform, "PUT /api/auth/profile", { token: person.token, body });

  const everything = {
    ...{ name: "Asha Rao", phone: "+91 98765 43210", bio: "Teaches physics.\nLoves tea.", date_of_birth: "1990-02-28" },
    ...{ gender: "female", address: "12 MG Road", city: "Pune", state: "Maharashtra", country: "India" },
    pincode: "411001",
  };

  it("has every field, null where nothing is known, and nothing internal", async () => {
    const shown = ["id", "email", "role", "status", "avatar_url", "email_verified", "phone_verified"];
    const safety = ["second_factor", "second_factor_required"];
    const times = ["last_login", "created_at", "updated_at"];
    const mail = ["mail_status", "mail_status_at", "mail_status_reason", "mail_preferences"];
    const all = [...Object.keys(everything), ...shown, ...safety, ...times, ...mail];
    expect(Object.keys(await read()).sort()).toEqual(all.sort());
    expect(await read()).toMatchObject({ bio: null, avatar_url: null, role: "student", status: "active" });
    expect(await read()).toMatchObject({
      mail_status: "ok",
      mail_status_at: null,
      mail_preferences: { reminders: true },
    });
  });

  it("takes every field that it offers", async () => {
    const reply = await change(everything);
    expect(reply).toMatchObject({ status: 200, body: { message: "Profile updated", user: everything } });
    expect(await read()).toEqual(reply.body.user);
  });

  it("keeps what a change leaves out", async () => {
    await change(everything);
    platform.ahead += 1000;
    const before = await read();
    const { body } = await change({ city: "Mumbai" });
    expect(body.user).toEqual({ ...before, city: "Mumbai", updated_at: body.user.updated_at });
    expect(body.user.updated_at > before.updated_at).toBe(true);
  });

  it("is cleared field by field with null", async () => {
    await change(everything);
    const { name, ...clearable } = everything;
    const cleared = Object.fromEntries(Object.keys(clearable).map((key) => [key, null]));
    expect(await change(cleared)).toMatchObject({ status: 200, body: { user: { ...cleared, name } } });
    expect(await read()).toMatchObject({ ...cleared, name });
  });

  it("stays as it is when a change names nothing", async () => {
    const before = await read();
    const reply = await change({});
    expect(reply.status).toBe(200);
    expect({ ...reply.body.user, updated_at: "" }).toEqual({ ...before, updated_at: "" });
  });

  it.each(["role", "status", "email", "email_verified", "id", "sessions_from", "password", "avatar_url"])(
    "doesn't take %s",
    async (field) => {
      const before = await read();
      const reply = await change({ bio: "new", [field]: "admin" });
      expect(reply).toMatchObject({
        status: 400,
        body: { errors: [{ path: `body.${field}`, message: "is not a known field" }] },
      });
      expect(await read()).toEqual(before);
    },
  );

  it.each([
    ["name", null],
    ["name", "two\nlines"],
    ["date_of_birth", "1990-02-30"],
    ["phone", "call me"],
    ["pincode", "12345678901"],
    ["bio", "x".repeat(5001)],
  ])("refuses %s as %j", async (field, value) => {
    const reply = await change({ [field]: value });
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0].path).toBe(`body.${field}`);
  });

  it("is to be changed again a little later when another change of it is under way", async () => {
    const mend = platform.cloud.faults.inject(({ action }) =>
      action === "UpdateItem" ? { before: "conflict" } : undefined,
    );
    const refused = await change({ city: "Pune" });
    mend();
    expect([refused.status, refused.body.code, refused.headers.get("retry-after")]).toEqual([503, "unavailable", "2"]);
    expect((await change({ city: "Pune" })).status).toBe(200);
  });

  it("is the caller's alone", async () => {
    const other = await newPerson(platform);
    await change({ name: "Somebody Else" });
    const { body } = await call(platform, "GET /api/auth/profile", { token: other.token });
    expect(body.user).toMatchObject({ id: other.id, name: other.name });
  });
});
