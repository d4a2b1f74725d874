import fc from "fast-check";
import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";

const categories = ["cat_arts", "cat_science"];
const levels = ["beginner", "intermediate", "advanced"];
const sorts = ["newest", "price_asc", "price_desc", "rating", "popular"];

/** A course as the lists should have it. */
interface Modelled {
  id: string;
  status: string;
  featured: boolean;
  price: number;
  level: string;
  category_id: string | null;
  created_at: string;
}

const level = fc.constantFrom(...levels);
const category_id = fc.constantFrom(...categories, null);
/** Few, so that equals are frequent. */
const price = fc.constantFrom(0, 0.5, 9.99, 10, 100, 1000, 99_999_999.99);

/** `of` picks one of the courses that there are by then. */
const step = fc.oneof(
  fc.record({ create: fc.record({ level, category_id, price }) }),
  fc.record({ of: fc.nat(), status: fc.constantFrom("published", "published", "archived", "draft") }),
  fc.record({
    of: fc.nat(),
    change: fc.record({ level, category_id, price, featured: fc.boolean() }, { requiredKeys: [] }),
  }),
  fc.record({ of: fc.nat(), remove: fc.constant(true) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("the catalogue", () => {
  let platform: TestPlatform;
  let admin: Person;
  let model: Modelled[];
  /** Courses that there ever were: the last steps may delete those that are left. */
  let made = 0;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    for (const id of categories) await placeCategory(id);
    model = [];
  });
  afterAll(() => platform.close());

  async function act(route: string, body?: object): Promise<Reply["body"]> {
    const reply = await call(platform, route, { token: admin.token, body });
    if (reply.status >= 300) throw new Error(`${route} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async function take(taken: Step): Promise<void> {
    if ("create" in taken) {
      const { course } = await act("POST /api/courses", { title: "One of many", ...taken.create });
      made++;
      model.push({ ...taken.create, id: course.id, status: "draft", featured: false, created_at: course.created_at });
      return;
    }
    const course = model[taken.of % model.length];
    if (!course) return;
    if ("status" in taken) {
      await act(`PUT /api/courses/${course.id}/status`, { status: taken.status });
      course.status = taken.status;
    } else if ("change" in taken) {
      await act(`PUT /api/courses/${course.id}`, taken.change);
      Object.assign(course, taken.change);
    } else {
      await act(`DELETE /api/courses/${course.id}`);
      model = model.filter((one) => one !== course);
    }
  }

  const by: Record<string, (course: Modelled) => string | number> = {
    newest: (course) => course.created_at,
    price_asc: (course) => course.price,
    price_desc: (course) => course.price,
    rating: () => 0,
    popular: () => 0,
  };

  function expected(sort: string, matches: (course: Modelled) => boolean): { ids: string[]; total: number } {
    const place = by[sort] ?? (() => 0);
    const shown = model.filter((course) => course.status === "published" && matches(course));
    const ids = shown
      .sort((a, b) => {
        const [left, right] = [place(a), place(b)];
        if (left === right) return a.id < b.id ? -1 : 1;
        return left < right ? -1 : 1;
      })
      .map(({ id }) => id);
    return { ids: sort === "price_asc" ? ids : ids.reverse(), total: ids.length };
  }

  async function listed(path: string): Promise<{ ids: string[]; total: number }> {
    const { courses, total } = await act(`GET ${path}`);
    return { ids: courses.map(({ id }: { id: string }) => id), total };
  }

  async function expectLists(): Promise<void> {
    await platform.settled();
    for (const category of [undefined, ...categories])
      for (const wanted of [undefined, ...levels])
        for (const sort of sorts) {
          const filter = [category && `&category=${category}`, wanted && `&level=${wanted}`].filter(Boolean).join("");
          const path = `/api/courses?limit=100&sort=${sort}${filter}`;
          const matches = (course: Modelled) =>
            (!category || course.category_id === category) && (!wanted || course.level === wanted);
          expect({ path, ...(await listed(path)) }).toEqual({ path, ...expected(sort, matches) });
        }
    expect(await listed("/api/courses/featured?limit=100")).toEqual(expected("newest", ({ featured }) => featured));
  }

  it("lists after any sequence of changes what a plain model of it lists", async () => {
    const steps = fc.array(step, { minLength: 8, maxLength: 25 });
    const property = fc.asyncProperty(steps, async (taken) => {
      for (const one of taken) await take(one);
      await expectLists();
    });
    // The catalogue goes on from run to run, so a failing run can't be made smaller by running parts of it again.
    await fc.assert(property, { numRuns: inSoak(20, 4), endOnFailure: true });
    expect(made).toBeGreaterThan(0);
  });
});
