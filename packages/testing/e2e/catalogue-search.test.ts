import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newCourse, newDraft } from "../courses";
import { atEveryCall } from "../crash";
import { functionNamed } from "../elsewhere";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { blockRows } from "../search-rows";
import { minute, pass } from "../time";

describe("searching the catalogue", () => {
  let platform: TestPlatform;
  let admin: Person;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin", name: "Meera Admin" });
    for (const id of ["cat_code", "cat_data"]) await placeCategory(id);
    const courses: Record<string, object> = {
      rust: { title: "Rust for Systems Programmers", price: 2799, level: "advanced", category_id: "cat_code" },
      python: { title: "Python for Data Analysis", price: 1299, category_id: "cat_data", description: "With pandas" },
      data: { title: "Data, Honestly", price: 3499, level: "intermediate", category_id: "cat_data" },
      free: { title: "How the Web Works", price: 0, short_description: "What happens to your data. Free." },
      hindi: { title: "स्प्रेडशीट से शुरुआत", price: 499, short_description: "छोटे व्यवसाय का हिसाब", language: "Hindi" },
      cpp: { title: "C++ für Anfänger", price: 899 },
    };
    for (const [name, course] of Object.entries(courses)) ids[name] = (await newCourse(platform, admin, course)).id;
    await newDraft(platform, admin, { title: "Data in draft" });
    await platform.settled();
  });
  afterAll(() => platform.close());

  const ask = (words: string, more = ""): Promise<Reply> =>
    call(platform, `GET /api/courses?limit=100&search=${encodeURIComponent(words)}${more}`);

  /** Names of what is found, in their order. */
  async function found(words: string, more = ""): Promise<string[]> {
    await platform.settled();
    const { status, body } = await ask(words, more);
    if (status !== 200) throw new Error(`${words} answered ${status} ${JSON.stringify(body)}`);
    expect(body.total).toBe(body.courses.length);
    return body.courses.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
  }

  const change = (route: string, body?: object): Promise<Reply> => call(platform, route, { token: admin.token, body });
  const setStatus = (id: string, status: string) => change(`PUT /api/courses/${id}/status`, { status });

  it.each([
    ["a word, wherever it stands, those that have it in the title first", "data", "", ["data", "python", "free"]],
    ["the beginning of a word", "pyth", "", ["python"]],
    ["several words, all of them", "data pandas", "", ["python"]],
    ["whatever case and accents", "FUR ANFANGER", "", ["cpp"]],
    ["Hindi", "शुरु", "", ["hindi"]],
    ["who teaches", "meera rust", "", ["rust"]],
    ["C++, which isn't C", "c++", "", ["cpp"]],
    ["nothing that isn't there", "kubernetes", "", []],
    ["a category", "data", "&category=cat_data", ["data", "python"]],
    ["a level", "data", "&level=intermediate", ["data"]],
    ["both", "data", "&category=cat_data&level=advanced", []],
    ["the cheapest first", "data", "&sort=price_asc", ["free", "python", "data"]],
    ["the dearest first", "data", "&sort=price_desc", ["data", "python", "free"]],
    ["the newest first", "data", "&sort=newest", ["free", "data", "python"]],
    ["the best rated first", "data", "&sort=rating", ["free", "data", "python"]],
    ["the most wanted first", "data", "&sort=popular&category=cat_data", ["data", "python"]],
    ["relevance, also when asked for", "data", "&sort=relevance", ["data", "python", "free"]],
  ])("finds %s", async (_what, words, more, names) => {
    expect(await found(words, more)).toEqual(names);
  });

  it("without words is the list, newest first, by relevance too", async () => {
    const [list, sorted] = [
      await call(platform, "GET /api/courses"),
      await call(platform, "GET /api/courses?sort=relevance"),
    ];
    expect(sorted.body).toEqual(list.body);
    expect(list.body.courses[0].id).toBe(ids.cpp);
  });

  it("shows the same of a course as the list does", async () => {
    const { courses } = (await call(platform, "GET /api/courses?limit=100")).body;
    const { body } = await ask("rust");
    expect(body.courses).toEqual(courses.filter(({ id }: { id: string }) => id === ids.rust));
  });

  it("goes on by page and by cursor, which belongs to its search", async () => {
    const all = (await ask("data")).body.courses;
    const path = "GET /api/courses?search=data&limit=2";
    const one = (await call(platform, path)).body;
    expect(one).toMatchObject({ total: 3, totalPages: 2, currentPage: 1 });
    const two = (await call(platform, `${path}&cursor=${one.nextCursor}`)).body;
    expect(two).toMatchObject({ total: 3, totalPages: 2, currentPage: 2, nextCursor: null });
    expect((await call(platform, `${path}&page=2`)).body).toEqual(two);
    expect([...one.courses, ...two.courses]).toEqual(all);
    for (const other of ["search=dat", "search=data&sort=newest", "search=data&level=beginner", "sort=newest"]) {
      const reply = await call(platform, `GET /api/courses?${other}&cursor=${one.nextCursor}`);
      expect([other, reply.status, reply.body.code]).toEqual([other, 400, "invalid_cursor"]);
    }
  });

  it.each(["", " ", "!?", "🚀", "a".repeat(101), "a\u0000b", "a\nb", "\ud800a"])(
    "refuses to look for %j",
    async (words) => {
      const wire = [...words].map((one) => (one === "\ud800" ? "%ED%A0%80" : encodeURIComponent(one))).join("");
      const reply = await call(platform, `GET /api/courses?search=${wire}`);
      if (words.startsWith("\ud800")) return expect(reply.status).toBeLessThan(500);
      expect([reply.status, reply.body.errors?.[0]?.path]).toEqual([400, "query.search"]);
    },
  );

  it.each([
    "=level:beginner",
    "@price",
    "a'; DROP TABLE--",
    "<script>",
    "$where",
    "%%%1",
    "\u037a",
    "..//1",
    "1".repeat(100),
  ])("takes %j for what it is: words", async (words) =>
    expect([(await ask(words)).status, words]).toEqual([200, words]),
  );

  it("forgets what is archived, taken back or deleted, and sees what is renamed", async () => {
    const { id } = await newCourse(platform, admin, { title: "Quantum gardening" });
    expect(await found("quantum")).toEqual([id]);
    await change(`PUT /api/courses/${id}`, { title: "Orbital gardening" });
    expect(await found("quantum")).toEqual([]);
    expect(await found("orbit")).toEqual([id]);
    for (const [status, shown] of [
      ["archived", []],
      ["published", [id]],
      ["draft", []],
      ["published", [id]],
    ] as const) {
      await setStatus(id, status);
      expect(await found("orbital")).toEqual(shown);
    }
    await change(`DELETE /api/courses/${id}`);
    expect(await found("orbital")).toEqual([]);
  });

  it("orders by how many are enrolled, as of half a minute ago at the latest", async () => {
    const made = [];
    for (const n of [1, 2]) made.push(await newCourse(platform, admin, { title: `Juggling ${n}`, price: 0 }));
    const [first, second] = made.map(({ id }) => id);
    expect(await found("juggling", "&sort=popular")).toEqual([second, first]);
    await call(platform, `POST /api/courses/${first}/enroll`, { token: (await newPerson(platform)).token });
    expect((await found("juggling", "&sort=popular")).toSorted()).toEqual([first, second]);
    pass(platform, minute / 2);
    expect(await found("juggling", "&sort=popular")).toEqual([first, second]);
  });

  it("costs a call for each word and filter, one for the order, one for what is shown", async () => {
    const before = platform.cloud.invocations().length;
    await ask("data", "&category=cat_data&sort=price_asc");
    const [{ calls } = { calls: [] }] = platform.cloud.invocations().slice(before);
    const actions = calls.map(({ action }) => action).filter((action) => action !== "GetSecretValue");
    expect(actions.sort()).toEqual(["BatchGetItem", "Query", "Query", "Query"]);
  });

  describe("in an index that equals its courses", () => {
    type Row = Record<string, unknown>;

    async function rows(): Promise<Row[]> {
      const { documents, store } = await import("#adapters/table");
      const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
      const found: Row[] = [];
      for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: store.table }))
        found.push(...Items);
      return found;
    }

    /** Every block, to the byte, against what the published courses say. */
    async function expectExact(point = ""): Promise<void> {
      const { documentOf } = await import("#core/course.search");
      const { Courses } = await import("#core/course.entity");
      const all = await rows();
      const ordinals = new Map(
        all
          .filter(({ __edb_e__, kind }) => __edb_e__ === "searchmark" && kind === "course")
          .map(({ id, ordinal }) => [id, Number(ordinal)]),
      );
      const courses = Courses.parse({ Items: all.filter(({ __edb_e__ }) => __edb_e__ === "course") }).data;
      const published = courses.filter(({ status }) => status === "published");
      const entries = published.map((course) => ({
        ordinal: ordinals.get(course.id) ?? -1,
        document: documentOf(course, course.category_id ? [course.category_id] : []),
      }));
      const name = ({ pk, sk }: Row) => `${pk} ${sk}`;
      const expected = [...blockRows("course", entries)].map((row) => [
        name({ ...row }),
        Buffer.from(row.packed).toString("hex"),
      ]);
      const present = all
        .filter(({ pk }) => String(pk).startsWith("search#course#"))
        .map((row) => [name(row), Buffer.from(row.packed as Uint8Array).toString("hex")]);
      expect([point, Object.fromEntries(present)]).toEqual([point, Object.fromEntries(expected)]);
    }

    it("after records that came again, out of order, and to several at once", async () => {
      const deliver = (Records: object[]) => platform.cloud.invoke(functionNamed(platform, "projector"), { Records });
      const record = (id: string, n: number) => ({
        eventID: `again-${n}`,
        eventName: "MODIFY",
        dynamodb: { SequenceNumber: String(n), NewImage: { __edb_e__: { S: "course" }, id: { S: id } } },
      });
      await expectExact("at first");
      for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
      await platform.settled();
      await expectExact("after all came again");
      await setStatus(ids.rust ?? "", "archived");
      await setStatus(ids.data ?? "", "draft");
      const records = Object.values(ids).map(record);
      await Promise.all([records, records.toReversed(), records].map(deliver));
      await platform.settled();
      await expectExact("after several at once");
    });

    it("after a crash after any call of the projector", async () => {
      const points = await atEveryCall(
        platform,
        {
          worker: "projector",
          prepare: async () => {
            const { id } = await newDraft(platform, admin, { title: "Crash course", description: "How to fall" });
            await platform.settled();
            return String(id);
          },
          act: async (id) => {
            await setStatus(id, "published");
            await platform.settled();
            return undefined;
          },
          recover: () => platform.settled(),
          assess: (_id, point) => expectExact(point),
        },
        { name: "a crash after", plan: { after: "crash" } },
      );
      expect(points.length).toBeGreaterThanOrEqual(8);
    });
  });
});
