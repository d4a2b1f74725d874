import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newDraft } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("the lists of the catalogue", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    await placeCategory("cat_arts");
    for (let n = 0; n < 6; n++) await publish({ category_id: "cat_arts", price: n });
    await platform.settled();
  });
  afterAll(() => platform.close());

  async function publish(course: object): Promise<{ id: string }> {
    const { id } = await newDraft(platform, admin, course);
    await call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status: "published" } });
    return { id };
  }

  const list = (query: string): Promise<Reply> => call(platform, `GET /api/courses${query}`);

  describe("refuse", () => {
    it("a cursor that was altered, anywhere", async () => {
      const { nextCursor } = (await list("?limit=5")).body;
      for (const at of [0, 10, nextCursor.indexOf(".") - 1, nextCursor.indexOf(".") + 3, nextCursor.length - 1]) {
        const other = nextCursor[at] === "A" ? "B" : "A";
        const altered = nextCursor.slice(0, at) + other + nextCursor.slice(at + 1);
        expect(await list(`?limit=5&cursor=${altered}`)).toMatchObject({
          status: 400,
          body: { code: "invalid_cursor" },
        });
      }
    });

    it.each([
      ["another order", "?sort=price_asc"],
      ["the same index backwards", "?sort=price_desc"],
      ["a category", "?category=cat_arts"],
      ["a level", "?level=beginner"],
    ])("a cursor of %s", async (_what, query) => {
      const { nextCursor } = (await list(`${query}&limit=2`)).body;
      expect(nextCursor).toEqual(expect.any(String));
      const elsewhere = ["", "&sort=price_asc", "&sort=price_desc", "&category=cat_arts", "&level=beginner"];
      for (const other of elsewhere.filter((one) => one !== `&${query.slice(1)}`)) {
        const reply = await list(`?limit=2&cursor=${nextCursor}${other}`);
        expect([other, reply.status, reply.body.code]).toEqual([other, 400, "invalid_cursor"]);
      }
      expect((await list(`${query}&limit=3&cursor=${nextCursor}`)).status).toBe(200);
    });

    it("a page beyond the thousandth row, naming the last one that can be reached", async () => {
      const reply = await list("?limit=30&page=34");
      expect(reply).toMatchObject({ status: 400, body: { code: "invalid_input" } });
      expect(reply.body.errors).toEqual([
        { path: "query.page", message: "must be at most 33 with this limit: follow nextCursor instead" },
      ]);
      expect((await list("?limit=30&page=33")).status).toBe(200);
      expect((await list("?limit=1&page=1000")).status).toBe(200);
    });

    it.each([
      "limit=0",
      "limit=101",
      "limit=ten",
      "page=0",
      "page=-1",
      "page=1.5",
      "cursor=",
      "level=expert",
      "sort=best",
    ])("?%s", async (query) => {
      const reply = await list(`?${query}`);
      expect(reply.status).toBe(400);
      expect(reply.body.errors[0].path).toBe(`query.${query.split("=")[0]}`);
    });
  });

  describe("can be kept", () => {
    it.each(["/api/courses", "/api/courses/featured", "/api/courses?sort=popular&limit=3"])(
      "for half a minute, and asked for by what one has: %s",
      async (path) => {
        const first = await call(platform, `GET ${path}`);
        const etag = first.headers.get("etag") ?? "";
        expect(etag).toMatch(/^"[\w-]+"$/);
        expect(first.headers.get("cache-control")).toBe("public, max-age=30");
        for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
          const again = await call(platform, `GET ${path}`, { headers: { "if-none-match": known } });
          expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", etag]);
        }
        const changed = await call(platform, `GET ${path}`, { headers: { "if-none-match": '"other"' } });
        expect([changed.status, changed.body]).toEqual([200, first.body]);
      },
    );

    it("under another tag once something has changed", async () => {
      const { id } = await publish({ price: 7 });
      await platform.settled();
      const tags = async () => [
        (await call(platform, `GET /api/courses/${id}`)).headers.get("etag"),
        (await list("?limit=100")).headers.get("etag"),
      ];
      const before = await tags();
      await call(platform, `PUT /api/courses/${id}`, { token: admin.token, body: { duration: "9 hours" } });
      await platform.settled();
      const after = await tags();
      for (const [index, tag] of after.entries()) expect(tag).not.toBe(before[index]);
    });
  });
});
