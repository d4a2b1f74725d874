import fc from "fast-check";
import { call, type Reply } from "../api";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";
import { sweep } from "../time";

interface Node {
  id: string;
  slug: string;
  sort_order: number;
  course_count: number;
  total_course_count: number;
  children: Node[];
}

interface Course {
  id: string;
  status: string;
  category_id?: string;
}

const pick = fc.nat(50);

const onTree = fc.oneof(
  fc.record({ add: fc.option(pick) }),
  fc.record({ move: pick, to: fc.option(pick) }),
  fc.record({ rename: pick, name: fc.constantFrom("Maths", "Music", "Art") }),
  fc.record({ drop: pick }),
  fc.record({ turn: fc.option(pick) }),
);
const onCourses = fc.oneof(
  fc.record({ write: fc.option(pick) }),
  fc.record({ of: pick, status: fc.constantFrom("published", "published", "archived") }),
  fc.record({ of: pick, into: fc.option(pick) }),
  fc.record({ scrap: pick }),
);
/** One thing after another, or two at the same time. */
const step = fc.oneof(
  ...[onTree, onCourses, onCourses].map((one) => one.map((it) => [it])),
  fc.tuple(fc.oneof(onTree, onCourses), onTree),
);
type Act =
  | (typeof onTree extends fc.Arbitrary<infer A> ? A : never)
  | (typeof onCourses extends fc.Arbitrary<infer B> ? B : never);

describe("the tree and the courses in it", () => {
  let platform: TestPlatform;
  let admin: Person;
  const categories: string[] = [];
  const courses: string[] = [];
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    // Two branches with a branch each, so that there is something to move from the first step on.
    for (const add of [null, null, 0, 1, 2]) await act({ add });
    for (const write of [0, 2, 3, 4, 4]) await act({ write });
    for (const of of courses.keys()) await act({ of, status: "published" });
  });
  afterAll(() => platform.close());

  const as = (route: string, body?: object): Promise<Reply> => call(platform, route, { token: admin.token, body });
  const at = (ids: string[], index: number | null): string | null =>
    index === null ? null : (ids[index % ids.length] ?? null);

  const flat = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
  const tree = async (): Promise<Node[]> => (await as("GET /api/categories/all")).body.categories;

  async function turn(parent_id: string | null): Promise<Reply> {
    const top = await tree();
    const parent = flat(top).find(({ id }) => id === parent_id);
    const children = parent ? parent.children : parent_id ? [] : top;
    return as("PUT /api/categories/reorder", { parent_id, ids: children.map(({ id }) => id).reverse() });
  }

  async function made(noun: "category" | "course", ids: string[], reply: Promise<Reply>): Promise<Reply> {
    const { status, body } = await reply;
    if (status === 201) ids.push(body[noun].id);
    return reply;
  }

  function act(one: Act): Promise<Reply> {
    const [category, course] = [(n: number | null) => at(categories, n), (n: number) => at(courses, n) ?? "crs_none"];
    if ("add" in one)
      return made("category", categories, as("POST /api/categories", { name: "New", parent_id: category(one.add) }));
    if ("move" in one) return as(`PUT /api/categories/${category(one.move)}`, { parent_id: category(one.to) });
    if ("rename" in one) return as(`PUT /api/categories/${category(one.rename)}`, { name: one.name });
    if ("drop" in one) return as(`DELETE /api/categories/${category(one.drop)}`);
    if ("turn" in one) return turn(category(one.turn));
    if ("write" in one)
      return made(
        "course",
        courses,
        as("POST /api/courses", { title: "C", price: 1, category_id: category(one.write) }),
      );
    if ("status" in one) return as(`PUT /api/courses/${course(one.of)}/status`, { status: one.status });
    if ("into" in one) return as(`PUT /api/courses/${course(one.of)}`, { category_id: category(one.into) });
    return as(`DELETE /api/courses/${course(one.scrap)}`);
  }

  async function rest(): Promise<void> {
    await platform.settled();
    platform.ahead += 1000;
    await sweep(platform);
  }

  async function rows() {
    const { Categories } = await import("#core/category.entity");
    const { Courses } = await import("#core/course.entity");
    const { data } = await Categories.query.primary({}).go({ pages: "all", consistent: true });
    const kept = await Promise.all(courses.map((id) => Courses.get({ id }).go({ consistent: true })));
    return { categories: data, courses: kept.flatMap(({ data: course }): Course[] => (course ? [course] : [])) };
  }

  const ids = (some: { id: string }[]): string[] => some.map(({ id }) => id).sort();

  /** What the tree, the rows and the lists say must be the same thing. */
  async function expectWhole(): Promise<void> {
    const [shown, { categories: kept, courses: written }] = [await tree(), await rows()];
    // Who isn't reached from the top stands in a cycle.
    expect(ids(flat(shown))).toEqual(ids(kept));
    expect(new Set(kept.map(({ slug }) => slug)).size).toBe(kept.length);
    const walk = async (nodes: Node[], above: string[]): Promise<void> => {
      expect(nodes.map(({ sort_order }) => sort_order)).toEqual(nodes.map((_, index) => index));
      for (const node of nodes) {
        const path = [...above, node.id];
        const row = kept.find(({ id }) => id === node.id);
        const branch = flat([node]).map(({ id }) => id);
        const own = written.filter(({ category_id }) => category_id === node.id);
        const below = written.filter((one) => one.status === "published" && branch.includes(one.category_id ?? ""));
        const published = own.filter(({ status }) => status === "published").length;
        const { body } = await as(`GET /api/courses?limit=100&category=${node.id}`);
        expect({ path: row?.path, references: row?.references, count: node.course_count }).toEqual({
          ...{ path: path.join("/"), references: own.length, count: published },
        });
        expect({ total: node.total_course_count, listed: body.total, shown: ids(body.courses) }).toEqual({
          ...{ total: below.length, listed: below.length, shown: ids(below) },
        });
        await walk(node.children, path);
      }
    };
    await walk(shown, []);
    await expectAuthored(written);
  }

  async function expectAuthored(written: Course[]): Promise<void> {
    for (const status of [undefined, "draft", "published", "archived"]) {
      const own = written.filter((course) => status === undefined || course.status === status);
      const { body } = await as(`GET /api/courses/mine?limit=100${status ? `&status=${status}` : ""}`);
      expect([status, body.total, ids(body.courses)]).toEqual([status, own.length, ids(own)]);
    }
  }

  it("agree, whatever is done to them, at the same time too, and delivered again", async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      for (const together of steps) {
        const replies = await Promise.all(together.map(act));
        for (const { status, body } of replies)
          expect([200, 201, 400, 404, 409].includes(status) ? [] : [status, body]).toEqual([]);
      }
      await rest();
      await expectWhole();
      for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
      await platform.settled();
      await expectWhole();
    });
    // The tree grows on from run to run, so a failing run can't be made smaller by running parts of it again.
    await fc.assert(property, { numRuns: inSoak(10, 3), endOnFailure: true });
  }, 300_000);
});
