import { call, type Reply } from "../api";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const newAdmin = (platform: TestPlatform) => newPerson(platform, { role: "admin" });
const refused = { status: 409, body: { code: "last_admin" } };

describe("the last active administrator", () => {
  let platform: TestPlatform;
  const former: Person[] = [];
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  /** Two admins, and no others. */
  async function onlyTwo(): Promise<[Person, Person]> {
    const { setStatus } = await import("#core/user");
    const admins: [Person, Person] = [await newAdmin(platform), await newAdmin(platform)];
    for (const { id } of former) await setStatus(id, "inactive", new Date());
    former.push(...admins);
    return admins;
  }

  const setStatus = (by: Person, { id }: Person, status = "inactive"): Promise<Reply> =>
    call(platform, `PUT /api/users/${id}/status`, { token: by.token, body: { status } });

  async function activeAmong(people: Person[]): Promise<number> {
    const { Users } = await import("#core/user.entity");
    const rows = await Promise.all(people.map(({ id }) => Users.get({ id }).go({ consistent: true })));
    return rows.filter(({ data }) => data?.role === "admin" && data.status === "active").length;
  }

  it("can't be suspended, by whatever name", async () => {
    const [last, other] = await onlyTwo();
    expect((await setStatus(last, other)).status).toBe(200);
    for (const status of ["inactive", "pending"]) expect(await setStatus(last, last, status)).toMatchObject(refused);
    expect((await call(platform, "GET /api/auth/profile", { token: last.token })).status).toBe(200);
  });

  it("can be once another is let in again", async () => {
    const [first, second] = await onlyTwo();
    await setStatus(first, second);
    expect((await setStatus(first, second, "pending")).status).toBe(200);
    expect(await setStatus(first, first)).toMatchObject(refused);
    expect((await setStatus(first, second, "active")).status).toBe(200);
    expect((await setStatus(first, first)).status).toBe(200);
    expect(await activeAmong([first, second])).toBe(1);
  });

  it("can't be made a student either", async () => {
    const { setRole } = await import("#core/user");
    const [first, second] = await onlyTwo();
    await setRole(first.id, "student", new Date());
    await expect(setRole(second.id, "instructor", new Date())).rejects.toMatchObject({ code: "last_admin" });
    expect(await activeAmong([first, second])).toBe(1);
  });

  it.each([1, 2, 3])("stays when two suspend each other at the same time (round %i)", async () => {
    const [first, second] = await onlyTwo();
    const replies = await Promise.all([setStatus(first, second), setStatus(second, first)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 403 || status === 409)).toHaveLength(1);
    expect(await activeAmong([first, second])).toBe(1);
  });
});
