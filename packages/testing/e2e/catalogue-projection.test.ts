import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newCourse, newDraft } from "../courses";
import { functionNamed } from "../elsewhere";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("what happens to a course shows in the lists", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const setStatus = (id: string, status: string): Promise<Reply> =>
    call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status } });
  const update = (id: string, body: object): Promise<Reply> =>
    call(platform, `PUT /api/courses/${id}`, { token: admin.token, body });
  const remove = (id: string): Promise<Reply> => call(platform, `DELETE /api/courses/${id}`, { token: admin.token });

  interface Listed {
    ids: string[];
    total: number;
  }

  /** What a list shows once the projector has caught up; of less than 100 courses. */
  async function listed(query = "", path = "/api/courses"): Promise<Listed> {
    await platform.settled();
    const { body } = await call(platform, `GET ${path}?limit=100&${query}`);
    return { ids: body.courses.map(({ id }: { id: string }) => id), total: body.total };
  }

  /** A category of its own keeps one test's courses apart from another's. */
  let categories = 0;
  const newCategory = () => placeCategory(`cat_test${String(++categories).padStart(4, "0")}`);

  it("when it is published, archived, taken back and published again", async () => {
    const category_id = await newCategory();
    const { id } = await newDraft(platform, admin, { category_id });
    for (const [status, shown] of [
      ["draft", false],
      ["published", true],
      ["archived", false],
      ["published", true],
      ["draft", false],
    ] as const) {
      await setStatus(id, status);
      expect(await listed(`category=${category_id}`)).toEqual(shown ? { ids: [id], total: 1 } : { ids: [], total: 0 });
    }
  });

  it("when its title, price or author's words change", async () => {
    const category_id = await newCategory();
    const { id } = await newCourse(platform, admin, { category_id });
    const change = { title: "Renamed", price: 5, short_description: "New words" };
    await update(id, change);
    await platform.settled();
    const { body } = await call(platform, `GET /api/courses?category=${category_id}`);
    expect(body.courses).toEqual([expect.objectContaining({ ...change, slug: "renamed" })]);
  });

  it("when it moves to another category and level", async () => {
    const [from, to] = [await newCategory(), await newCategory()];
    const { id } = await newCourse(platform, admin, { category_id: from, level: "beginner" });
    await update(id, { category_id: to, level: "advanced" });
    const gone = { ids: [], total: 0 };
    const here = { ids: [id], total: 1 };
    expect(await listed(`category=${from}`)).toEqual(gone);
    expect(await listed(`category=${from}&level=beginner`)).toEqual(gone);
    expect(await listed(`category=${to}&level=beginner`)).toEqual(gone);
    expect(await listed(`category=${to}`)).toEqual(here);
    expect(await listed(`category=${to}&level=advanced`)).toEqual(here);
    await update(id, { category_id: null });
    expect(await listed(`category=${to}`)).toEqual(gone);
    expect((await listed("level=advanced")).ids).toContain(id);
  });

  it("when somebody enrolls", async () => {
    const category_id = await newCategory();
    const [first, second] = [
      await newCourse(platform, admin, { category_id, price: 0 }),
      await newCourse(platform, admin, { category_id, price: 0 }),
    ];
    const { token } = await newPerson(platform);
    await call(platform, `POST /api/courses/${first.id}/enroll`, { token });
    expect((await listed(`category=${category_id}&sort=popular`)).ids).toEqual([first.id, second.id]);
    const { body } = await call(platform, `GET /api/courses?category=${category_id}&sort=popular`);
    expect(body.courses.map(({ enrollments }: { enrollments: number }) => enrollments)).toEqual([1, 0]);
  });

  it("when it is deleted", async () => {
    const category_id = await newCategory();
    const { id } = await newCourse(platform, admin, { category_id });
    await remove(id);
    expect(await listed(`category=${category_id}`)).toEqual({ ids: [], total: 0 });
  });

  it("when it comes to the front page and goes again, and only while it is published", async () => {
    const { id } = await newDraft(platform, admin);
    const front = async () => (await listed("", "/api/courses/featured")).ids.includes(id);
    await update(id, { featured: true });
    expect(await front()).toBe(false);
    await setStatus(id, "published");
    expect(await front()).toBe(true);
    await update(id, { featured: false });
    expect(await front()).toBe(false);
    await update(id, { featured: true });
    await setStatus(id, "archived");
    expect(await front()).toBe(false);
  });

  it("on the front page newest first, page by page", async () => {
    const before = await listed("", "/api/courses/featured");
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { id } = await newCourse(platform, admin);
      await update(id, { featured: true });
      ids.unshift(id);
    }
    expect(await listed("", "/api/courses/featured")).toEqual({
      ids: [...ids, ...before.ids],
      total: before.total + 5,
    });
    const first = (await call(platform, "GET /api/courses/featured?limit=2")).body;
    const next = (await call(platform, `GET /api/courses/featured?limit=2&cursor=${first.nextCursor}`)).body;
    const shown = [...first.courses, ...next.courses].map(({ id }: { id: string }) => id);
    expect(shown).toEqual(ids.slice(0, 4));
    const foreign = await call(platform, `GET /api/courses?limit=2&cursor=${first.nextCursor}`);
    expect(foreign).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });

  describe("once, although the change", () => {
    /** Some courses of one category: published, archived, deleted, moved away. */
    async function eventful(): Promise<{ category: string; ids: string[]; shown: string[] }> {
      const [category, elsewhere] = [await newCategory(), await newCategory()];
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) ids.push((await newDraft(platform, admin, { category_id: category })).id);
      for (const id of ids) await setStatus(id, "published");
      const [kept = "", archived = "", deleted = "", moved = "", also = ""] = ids;
      await setStatus(archived, "archived");
      await remove(deleted);
      await update(moved, { category_id: elsewhere });
      return { category, ids, shown: [also, kept] };
    }

    /** A record of the stream that says that something about the course has changed. */
    const record = (id: string, n: number) => ({
      eventID: `again-${n}`,
      eventName: "MODIFY",
      dynamodb: { SequenceNumber: String(n), NewImage: { __edb_e__: { S: "course" }, id: { S: id } } },
    });
    const deliver = (Records: object[]) => platform.cloud.invoke(functionNamed(platform, "projector"), { Records });

    const mappings = () => [...platform.cloud.triggers.mappings.values()];

    async function expectRight({ category, shown }: { category: string; shown: string[] }, all: Listed): Promise<void> {
      expect(await listed(`category=${category}`)).toEqual({ ids: shown, total: shown.length });
      expect(await listed()).toEqual(all);
    }

    it("is delivered again, with all that came before it", async () => {
      const events = await eventful();
      const all = await listed();
      for (const _ of [1, 2]) {
        for (const mapping of mappings()) mapping.redeliver();
        await expectRight(events, all);
      }
      expect(all.total).toBe(all.ids.length);
    });

    it("is delivered out of order, and to several at once", async () => {
      const events = await eventful();
      const all = await listed();
      const shuffled = [...events.ids, ...events.ids].map((id, n) => record(id, n)).sort(() => Math.random() - 0.5);
      const outcomes = await Promise.all([shuffled, shuffled.toReversed(), shuffled].map(deliver));
      for (const { payload } of outcomes) expect(JSON.parse(payload ?? "{}")).toEqual({ batchItemFailures: [] });
      await expectRight(events, all);
    });

    it("is taken by several at once, each time", async () => {
      const category_id = await newCategory();
      const { id } = await newCourse(platform, admin, { category_id });
      const all = await listed();
      for (let n = 0; n < 12; n++) {
        await setStatus(id, n % 2 === 0 ? "archived" : "published");
        await Promise.all([1, 2, 3, 4].map(() => deliver([record(id, n)])));
      }
      expect(await listed(`category=${category_id}`)).toEqual({ ids: [id], total: 1 });
      expect(await listed()).toEqual(all);
    });

    // Mark, course, category, transaction.
    it.each([
      ["before", 1],
      ["before", 2],
      ["before", 3],
      ["before", 4],
      ["after", 1],
      ["after", 2],
      ["after", 3],
      ["after", 4],
    ] as const)("is cut short by a crash %s the projector's AWS call %i", async (when, n) => {
      const category = await newCategory();
      const { id } = await newDraft(platform, admin, { category_id: category });
      await platform.settled();
      const all = await listed();
      const name = functionNamed(platform, "projector");
      let struck = 0;
      const stop = platform.cloud.faults.inject((made) => {
        if (struck > 0 || !made.functionName?.includes(name) || made.n !== n) return undefined;
        struck++;
        return { [when]: "crash" };
      });
      await setStatus(id, "published");
      const after = await listed(`category=${category}`);
      stop();
      expect(struck).toBe(1);
      expect(after).toEqual({ ids: [id], total: 1 });
      expect(await listed()).toEqual({ ids: [id, ...all.ids], total: all.total + 1 });
    });
  });
});
