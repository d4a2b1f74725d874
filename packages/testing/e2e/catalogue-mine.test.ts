import { call, type Reply } from "../api";
import { newCourse, newDraft } from "../courses";
import { callsOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("an author's own courses", () => {
  let platform: TestPlatform;
  let admin: Person;
  let author: Person;
  let other: Person;
  let drafts: { id: string }[];
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    author = await newPerson(platform, { role: "instructor", name: "Meera Iyer" });
    other = await newPerson(platform, { role: "instructor" });
    drafts = [];
    for (const title of ["One", "Two", "Three"]) drafts.unshift(await newDraft(platform, author, { title }));
    await newDraft(platform, other);
    await platform.settled();
  });
  afterAll(() => platform.close());

  const mine = (by: Person, query = ""): Promise<Reply> =>
    call(platform, `GET /api/courses/mine${query}`, { token: by.token });
  const setStatus = async (id: string, status: string): Promise<void> => {
    await call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status } });
    await platform.settled();
  };
  const ids = ({ body }: Reply): string[] => body.courses.map(({ id }: { id: string }) => id);

  it("are there before anybody else sees them, latest first, with their state", async () => {
    const reply = await mine(author);
    expect(ids(reply)).toEqual(drafts.map(({ id }) => id));
    expect(reply.body).toMatchObject({ total: 3, totalPages: 1, currentPage: 1, nextCursor: null });
    const instructor = { id: author.id, name: "Meera Iyer" };
    expect(reply.body.courses[0]).toMatchObject({ title: "Three", status: "draft", instructor });
  });

  it("are told apart by their state", async () => {
    const [{ id } = { id: "" }] = drafts;
    for (const status of ["published", "archived", "draft"]) {
      await setStatus(id, status);
      expect(ids(await mine(author, `?status=${status}`))).toContain(id);
      const others = ["published", "archived", "draft"].filter((one) => one !== status);
      for (const one of others) expect(ids(await mine(author, `?status=${one}`))).not.toContain(id);
      expect((await mine(author)).body.total).toBe(3);
    }
  });

  it("come page by page, in one query each, with the true total", async () => {
    const first = await mine(author, "?limit=2");
    expect(first.body).toMatchObject({ total: 3, totalPages: 2 });
    const second = await mine(author, `?limit=2&cursor=${first.body.nextCursor}`);
    expect([...ids(first), ...ids(second)]).toEqual(drafts.map(({ id }) => id));
    for (const reply of [first, second])
      expect(callsOf(platform, reply).filter((one) => one === "dynamodb:Query")).toHaveLength(1);
    expect(await mine(other, `?limit=2&cursor=${first.body.nextCursor}`)).toMatchObject({
      ...{ status: 400, body: { code: "invalid_cursor" } },
    });
  });

  it("are nobody else's to see, but an admin's", async () => {
    expect(await mine(other, `?instructor=${author.id}`)).toMatchObject({ status: 403, body: { code: "not_owner" } });
    expect(await mine(await newPerson(platform))).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(ids(await mine(author, `?instructor=${author.id}`))).toHaveLength(3);
    expect(ids(await mine(other))).toHaveLength(1);
    expect(ids(await mine(admin, `?instructor=${author.id}`))).toEqual(drafts.map(({ id }) => id));
    expect((await mine(admin)).body.total).toBe(4);
    expect((await mine(admin, "?status=draft")).body.total).toBe(4);
  });

  it("change with the course, and go with it", async () => {
    const { id } = await newCourse(platform, admin, { title: "Mine", price: 0 });
    const body = { title: "Renamed", price: 0 };
    await call(platform, `PUT /api/courses/${id}`, { token: admin.token, body });
    await call(platform, `POST /api/courses/${id}/enroll`, { token: other.token });
    await platform.settled();
    const query = `?instructor=${admin.id}`;
    expect((await mine(admin, query)).body.courses[0]).toMatchObject({ id, title: "Renamed", enrollments: 1 });
    const { id: scrap } = await newDraft(platform, author);
    await call(platform, `DELETE /api/courses/${scrap}`, { token: admin.token });
    await platform.settled();
    expect((await mine(author)).body.total).toBe(3);
  });
});
