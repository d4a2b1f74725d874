import { call, type Reply } from "../api";
import { newCategory } from "../categories";
import { newCourse, newDraft } from "../courses";
import { callsOf, writesOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { runSweeper, sweep } from "../time";

interface Node {
  id: string;
  name: string;
  slug: string;
  sort_order: number;
  course_count: number;
  total_course_count: number;
  children: Node[];
}

describe("categories", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const create = (overrides: object = {}) => newCategory(platform, admin, overrides);
  const update = (id: string, body: object): Promise<Reply> =>
    call(platform, `PUT /api/categories/${id}`, { token: admin.token, body });
  const remove = (id: string): Promise<Reply> => call(platform, `DELETE /api/categories/${id}`, { token: admin.token });
  const reorder = (parent_id: string | null, ids: string[]): Promise<Reply> =>
    call(platform, "PUT /api/categories/reorder", { token: admin.token, body: { parent_id, ids } });
  const tree = async (): Promise<Node[]> => (await call(platform, "GET /api/categories")).body.categories;
  const all = async (): Promise<Node[]> =>
    (await call(platform, "GET /api/categories/all", { token: admin.token })).body.categories;
  const flat = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
  const inTree = async (id: string, nodes = tree()): Promise<Node | undefined> =>
    flat(await nodes).find((node) => node.id === id);
  const listed = async (category: string): Promise<{ ids: string[]; total: number }> => {
    await platform.settled();
    const { body } = await call(platform, `GET /api/courses?limit=100&category=${category}`);
    return { ids: body.courses.map(({ id }: Node) => id), total: body.total };
  };
  const missing = { status: 404, body: { code: "category_not_found" } };
  const nobody = "cat_00000000000000000000000000";

  describe("are a tree", () => {
    it("that is told nested, in order, with every field, in one query", async () => {
      const top = await create({ name: "Sciences", description: "How things are.", image_url: "https://x.test/a.png" });
      const [first, second] = [
        await create({ name: "Physics", parent_id: top.id }),
        await create({ name: "Chemistry", parent_id: top.id }),
      ];
      const leaf = await create({ name: "Optics", parent_id: first.id });
      const none = { description: null, image_url: null, is_active: true, course_count: 0, total_course_count: 0 };
      const node = (given: Node, sort_order: number, children: object[]) => {
        const { id, name, slug } = given;
        return { ...none, id, name, slug, sort_order, children };
      };
      const reply = await call(platform, "GET /api/categories");
      expect(reply.body.categories.find(({ id }: Node) => id === top.id)).toEqual({
        ...node(top, top.sort_order, [node(first, 0, [node(leaf, 0, [])]), node(second, 1, [])]),
        ...{ description: "How things are.", image_url: "https://x.test/a.png" },
      });
      expect(callsOf(platform, reply).filter((one) => one.startsWith("dynamodb"))).toEqual(["dynamodb:Query"]);
    });

    it("that is kept for a minute, and asked for again costs no body", async () => {
      const { headers } = await call(platform, "GET /api/categories");
      expect(headers.get("cache-control")).toBe("public, max-age=60");
      const again = () =>
        call(platform, "GET /api/categories", { headers: { "if-none-match": headers.get("etag") ?? "" } });
      expect(await again()).toMatchObject({ status: 304, body: "" });
      await create({ name: "A reason to look again" });
      expect((await again()).status).toBe(200);
    });

    it("whose inactive branches only admins see", async () => {
      const top = await create({ name: "Old" });
      const child = await create({ name: "Older", parent_id: top.id });
      const born = await create({ name: "Not yet", is_active: false });
      await update(top.id, { is_active: false });
      for (const { id } of [top, child, born]) {
        expect(await inTree(id)).toBeUndefined();
        expect(await inTree(id, all())).toMatchObject({ id });
      }
    });

    it("of three levels", async () => {
      const [top, other] = [await create(), await create()];
      const middle = await create({ parent_id: top.id });
      const leaf = await create({ parent_id: middle.id });
      const full = { status: 409, body: { code: "category_limit" } };
      const body = { name: "Too deep", parent_id: leaf.id };
      expect(await call(platform, "POST /api/categories", { token: admin.token, body })).toMatchObject(full);
      expect(await update(top.id, { parent_id: other.id })).toMatchObject(full);
      expect(await update(middle.id, { parent_id: other.id })).toMatchObject({ status: 200 });
    });

    it("without cycles", async () => {
      const top = await create();
      const middle = await create({ parent_id: top.id });
      const leaf = await create({ parent_id: middle.id });
      for (const parent_id of [top.id, middle.id, leaf.id])
        expect(await update(top.id, { parent_id })).toMatchObject({ status: 409, body: { code: "category_cycle" } });
    });

    it("without cycles, even when two go below each other at the same time", async () => {
      for (let round = 0; round < 4; round++) {
        const [one, other] = [await create(), await create()];
        const replies = await Promise.all([
          update(one.id, { parent_id: other.id }),
          update(other.id, { parent_id: one.id }),
        ]);
        expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
        expect(replies.find(({ status }) => status === 409)?.body.code).toBe("category_cycle");
      }
    });
  });

  describe("are made and changed", () => {
    it("each under a slug of its own, when twelve get one name at the same time", async () => {
      const made = await Promise.all(Array.from({ length: 12 }, () => create({ name: "Everybody's name" })));
      expect(new Set(made.map(({ slug }) => slug)).size).toBe(12);
      const orders = made.map(({ sort_order }) => sort_order).sort((a, b) => a - b);
      expect(new Set(orders).size).toBe(12);
      expect(flat(await tree()).filter(({ name }) => name === "Everybody's name")).toHaveLength(12);
    });

    it("field by field, null clears, and another name makes another slug", async () => {
      const made = await create({ name: "Before", description: "Some", image_url: "https://x.test/a.png" });
      const { body } = await update(made.id, { name: "After", description: null });
      expect(body).toMatchObject({ message: "Category updated" });
      const { updated_at } = body.category;
      expect(body.category).toEqual({ ...made, name: "After", slug: "after", description: null, updated_at });
      expect((await create({ name: "Before" })).slug).toBe("before");
      expect((await update(made.id, { name: "AFTER" })).body.category).toMatchObject({ name: "AFTER", slug: "after" });
    });

    it("to stand behind their new siblings, with all that is below them", async () => {
      const [from, to] = [await create(), await create()];
      await create({ parent_id: to.id });
      const moved = await create({ parent_id: from.id });
      const leaf = await create({ parent_id: moved.id });
      const reply = await update(moved.id, { parent_id: to.id });
      expect(reply.body.category).toMatchObject({ parent_id: to.id, sort_order: 1 });
      expect((await inTree(to.id))?.children[1]?.children[0]?.id).toBe(leaf.id);
    });

    it("in the order that an admin says", async () => {
      const top = await create();
      const made: Node[] = [];
      for (const name of ["a", "b", "c", "d"]) made.push(await create({ name, parent_id: top.id }));
      const ids = made.map(({ id }) => id).reverse();
      const reply = await reorder(top.id, ids);
      expect(reply.status).toBe(200);
      expect(reply.body.categories).toEqual(await all());
      const shown = (await inTree(top.id))?.children ?? [];
      expect(shown.map(({ id, sort_order }) => [id, sort_order])).toEqual(ids.map((id, index) => [id, index]));
      await remove(ids[1] ?? "");
      expect((await inTree(top.id))?.children.map(({ sort_order }) => sort_order)).toEqual([0, 1, 2]);
    });

    it("but not from a list of the children that leaves one out", async () => {
      const top = await create();
      const [one, two] = [await create({ parent_id: top.id }), await create({ parent_id: top.id })];
      for (const ids of [[one.id], [one.id, one.id], [one.id, two.id, top.id], [one.id, top.id], []])
        expect(await reorder(top.id, ids)).toMatchObject({ status: 400, body: { errors: [{ path: "body.ids" }] } });
      expect(await reorder(nobody, [])).toMatchObject(missing);
    });

    it("never where there is none", async () => {
      expect(await update(nobody, { name: "x" })).toMatchObject(missing);
      expect(await remove(nobody)).toMatchObject(missing);
      const { id } = await create();
      expect(await update(id, { parent_id: nobody })).toMatchObject(missing);
      const body = { name: "x", parent_id: nobody };
      expect(await call(platform, "POST /api/categories", { token: admin.token, body })).toMatchObject(missing);
    });

    it("by nobody but admins, and on record", async () => {
      const { token } = await newPerson(platform, { role: "instructor" });
      const { id } = await create();
      for (const route of ["POST /api/categories", `PUT /api/categories/${id}`, `DELETE /api/categories/${id}`])
        expect(await call(platform, route, { token, body: { name: "x" } })).toMatchObject({ status: 403 });
      await update(id, { name: "Renamed" });
      await remove(id);
      const { Audits } = await import("#core/audit");
      const { data } = await Audits.query.ofSubject({ subject_id: id }).go();
      expect(data.map(({ action }) => action).sort()).toEqual([
        "category.change",
        "category.create",
        "category.delete",
      ]);
      expect(data.every(({ actor_id }) => actor_id === admin.id)).toBe(true);
      expect(data.find(({ action }) => action === "category.change")?.detail).toEqual({
        ...{ from: { name: "Test Category" }, to: { name: "Renamed" } },
      });
    });

    it("in one transaction", async () => {
      const { id } = await create();
      const reply = await update(id, { name: "Once" });
      expect(writesOf(platform, reply)).toEqual(["dynamodb:TransactWriteItems"]);
    });
  });

  describe("end", () => {
    it("deleted, when nothing refers to them, and give their slug back", async () => {
      const { id, slug } = await create({ name: "Short lived" });
      expect(await remove(id)).toMatchObject({ status: 200, body: { message: "Category deleted" } });
      expect(await inTree(id, all())).toBeUndefined();
      expect((await create({ name: "Short lived" })).slug).toBe(slug);
    });

    it("inactive, while a category is below them or a course names them, a draft too", async () => {
      const [top, used] = [await create(), await create()];
      await create({ parent_id: top.id });
      const draft = await newDraft(platform, admin, { category_id: used.id });
      for (const { id } of [top, used]) {
        expect((await remove(id)).body).toEqual({ message: "Category archived" });
        expect(await inTree(id, all())).toMatchObject({ is_active: false });
      }
      await call(platform, `DELETE /api/courses/${draft.id}`, { token: admin.token });
      expect((await remove(used.id)).body).toEqual({ message: "Category deleted" });
    });

    it("one way or the other when a course comes at the same time: never is one left without its category", async () => {
      for (let round = 0; round < 6; round++) {
        const { id } = await create();
        const [removed, made] = await Promise.all([
          remove(id),
          call(platform, "POST /api/courses", { token: admin.token, body: { title: "x", price: 1, category_id: id } }),
        ]);
        expect(removed.status).toBe(200);
        if (removed.body.message === "Category deleted") expect(made).toMatchObject(missing);
        else expect(await inTree(id, all())).toBeDefined();
      }
    });
  });

  describe("hold courses", () => {
    it("that name one that there is, and is active", async () => {
      const { id } = await create();
      const course = await newDraft(platform, admin, { category_id: id });
      await update(id, { is_active: false });
      const put = (body: object) => call(platform, `PUT /api/courses/${course.id}`, { token: admin.token, body });
      for (const category_id of [nobody, id]) {
        const body = { title: "x", price: 1, category_id };
        expect(await call(platform, "POST /api/courses", { token: admin.token, body })).toMatchObject(missing);
      }
      expect(await put({ category_id: nobody })).toMatchObject(missing);
      expect(await put({ category_id: id, price: 5 })).toMatchObject({ status: 200 });
      expect(await put({ category_id: null, title: "Renamed and out" })).toMatchObject({ status: 200 });
      expect(await put({ category_id: id })).toMatchObject(missing);
    });

    it("that show in their category and all above it, and count there", async () => {
      const top = await create();
      const middle = await create({ parent_id: top.id });
      const leaf = await create({ parent_id: middle.id });
      const course = await newCourse(platform, admin, { category_id: leaf.id });
      const other = await newCourse(platform, admin, { category_id: top.id });
      for (const { id } of [middle, leaf]) expect(await listed(id)).toEqual({ ids: [course.id], total: 1 });
      expect(await listed(top.id)).toEqual({ ids: [other.id, course.id], total: 2 });
      expect(await inTree(top.id)).toMatchObject({
        ...{ course_count: 1, total_course_count: 2 },
        children: [{ course_count: 0, total_course_count: 1, children: [{ course_count: 1 }] }],
      });
      await call(platform, `PUT /api/courses/${course.id}/status`, {
        token: admin.token,
        body: { status: "archived" },
      });
      expect(await listed(top.id)).toEqual({ ids: [other.id], total: 1 });
      expect(await inTree(top.id)).toMatchObject({ course_count: 1, total_course_count: 1 });
    });

    it("that follow their category when it moves, with the next sweep", async () => {
      const [from, to] = [await create(), await create()];
      const moved = await create({ parent_id: from.id });
      const leaf = await create({ parent_id: moved.id });
      const courses = [
        await newCourse(platform, admin, { category_id: leaf.id }),
        await newCourse(platform, admin, { category_id: moved.id, level: "advanced" }),
      ];
      const ids = courses.map(({ id }) => id).reverse();
      const found = async (id: string) =>
        (await call(platform, `GET /api/courses?search=test&category=${id}`)).body.total;
      expect([await found(from.id), await found(to.id)]).toEqual([2, 0]);
      await update(moved.id, { parent_id: to.id });
      platform.ahead += 1000;
      await sweep(platform);
      expect([await found(from.id), await found(to.id)]).toEqual([0, 2]);
      expect(await listed(from.id)).toEqual({ ids: [], total: 0 });
      for (const { id } of [to, moved]) expect(await listed(id)).toEqual({ ids, total: 2 });
      expect(await inTree(from.id)).toMatchObject({ total_course_count: 0 });
      expect(await inTree(to.id)).toMatchObject({ total_course_count: 2 });
    });

    it("that come into its lists while it moves, where it has moved to", async () => {
      const [from, to] = [await create(), await create()];
      const moved = await create({ parent_id: from.id });
      const { id } = await newDraft(platform, admin, { category_id: moved.id });
      await platform.settled();
      let held = 0;
      // The projector has read the path, and can't write yet.
      const letGo = platform.cloud.faults.inject(({ functionName, action, n }) => {
        if (!functionName?.includes("projector") || action !== "TransactWriteItems" || n < 4) return undefined;
        held++;
        return { before: "conflict" };
      });
      await call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status: "published" } });
      while (held === 0) await new Promise((resolve) => setImmediate(resolve));
      await update(moved.id, { parent_id: to.id });
      platform.ahead += 1000;
      await runSweeper(platform);
      letGo();
      expect(await listed(from.id)).toEqual({ ids: [], total: 0 });
      for (const category of [to.id, moved.id]) expect(await listed(category)).toEqual({ ids: [id], total: 1 });
    });

    it("that follow in portions, however many they are, and though a sweep is cut short", async () => {
      const [from, to] = [await create(), await create()];
      const moved = await create({ parent_id: from.id });
      await fill(moved.id, 150);
      const course = await newCourse(platform, admin, { category_id: moved.id });
      await update(moved.id, { parent_id: to.id });
      const sweeps = async () => {
        platform.ahead += 1000;
        await sweep(platform);
        return (await listed(to.id)).ids;
      };
      const heal = platform.cloud.faults.inject(({ action, n }) =>
        action === "Query" && n > 1 ? { before: "crash" } : undefined,
      );
      await sweeps();
      heal();
      const found = [await sweeps(), await sweeps()];
      expect(found).toEqual([[], [course.id]]);
      expect(await listed(from.id)).toEqual({ ids: [], total: 0 });
    });
  });

  /** Rows in a category's list that stand before any course of today. */
  async function fill(category: string, rows: number): Promise<void> {
    const { putListing } = await import("#core/listing");
    const { commit } = await import("#core/transaction");
    const { Courses } = await import("#core/course.entity");
    const { id } = await newDraft(platform, admin);
    const { data } = await Courses.get({ id }).go();
    if (!data) throw new Error("the draft is gone");
    const steps = Array.from({ length: rows }, (_, n) => {
      const course = { ...data, id: `crs_none${n}`, created_at: `2020-01-01T00:00:00.${n}Z` };
      return putListing(`all|category:${category}`, course);
    });
    for (let from = 0; from < rows; from += 50) await commit(steps.slice(from, from + 50));
  }
});
