import { readBudget } from "../bench/budget";
import { callsByFunction, type EndpointCost, measureEndpoints } from "../bench/endpoints";
import { type Growth, measureGrowth } from "../bench/growth";
import { routes } from "../matrix";
import { openTestPlatform, type TestPlatform } from "../platform";

/** Readings that take more than one call, and why. */
const joins: Record<string, number> = {
  // The word, and what is shown of what has it.
  "courses.list by a word": 2,
  // Two words, two filters, and what is shown; the column of prices is kept.
  "courses.list by words, filters and price": 5,
  // Not in the index, hence its reservation, hence the course.
  "courses.bySlug by an old slug": 3,
  // A word and a filter at the same time, then the cards.
  "users.list searched": 3,
  // The word, and what is shown of what has it.
  "content.posts searched for": 2,
  // Four families of sums, what there is now, two rankings, their titles.
  "analytics.dashboard": 8,
  // The series, what there is now, the cohorts.
  "analytics.users": 3,
  // The series, what there is now, two rankings, their titles.
  "analytics.courses": 5,
  // The same of events.
  "analytics.events": 5,
  "events.list by a word": 2,
  // The registrations, and their events.
  "events.registered": 2,
  // Whether there is such an event, and who is in it.
  "events.registrations": 2,
  "events.door": 2,
};

const isReading = ({ name }: EndpointCost): boolean =>
  /^(courses\.(list|featured|mine|enrolled|bySlug)|categories\.(tree|all)|orders\.(mine|byId|list)|events\.(list|upcoming|bySlug|calendar|registered|access|ticket|all|edited|registrations|door)|users\.(list|byId|audit)|auth\.profile)\b|^uploads\.byId$/.test(
    name,
  ) ||
  /^analytics\./.test(name) ||
  /^content\.(posts|ownPosts|testimonials|allTestimonials|faqs|allFaqs|rss|sitemapPart)\b/.test(name);

/** Courses: so many, and five times as many. */
const [few, many] = [100, 500];

const changing = /^(Put|Update|Delete|BatchWrite|Transact)/;

describe("what requests cost", () => {
  let platform: TestPlatform;
  let endpoints: EndpointCost[];
  let growth: Growth;
  beforeAll(async () => {
    platform = await openTestPlatform();
    endpoints = await measureEndpoints(platform);
    growth = await measureGrowth(platform, [few, many], { timing: false });
  }, 240_000);
  afterAll(() => platform.close());

  it("something that is measured, whichever endpoint it is", () => {
    const measured = new Set(endpoints.map(({ name }) => name));
    expect([...new Set(routes.map(({ name }) => name))].filter((name) => !measured.has(name))).toEqual([]);
  });

  it("one DynamoDB call per reading, beside the kept one of who is calling", () => {
    const readings = endpoints.filter(isReading);
    expect(readings.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(joins)));
    expect(readings.length).toBeGreaterThanOrEqual(15);
    const dearer = readings.filter(({ name, calls }) => calls.length !== (joins[name] ?? 1));
    expect(dearer.map(({ name, calls }) => `${name}: ${calls.map(({ action }) => action).join(" ")}`)).toEqual([]);
  });

  it("no more units than docs/budget.json has for it", () => {
    const known = readBudget().endpoints;
    const sum = (calls: EndpointCost["calls"], kind: "read" | "write") =>
      calls.reduce((total, { units }) => total + (units?.[kind] ?? 0), 0);
    const over = endpoints.flatMap(({ name, calls }) => {
      const may = known[name];
      const [read, write] = [sum(calls, "read"), sum(calls, "write")];
      // A row that is a few bytes longer ends in the next unit.
      const within = may && read <= may.read * 1.1 + 0.5 && write <= may.write * 1.1 + 1;
      return within ? [] : [{ name, read, write, may }];
    });
    expect(over).toEqual([]);
  });

  it("one more for the courses of somebody's enrollments, unless they are kept", () => {
    const enrolled = endpoints.find(({ name }) => name === "courses.enrolled");
    expect(enrolled?.kept.map(({ action }) => action)).toEqual(["GetItem", "BatchGetItem"]);
  });

  it("no change of anything by a reading", () => {
    const actions = endpoints.filter(isReading).flatMap(({ calls }) => calls.map(({ action }) => action));
    expect(actions.filter((action) => changing.test(action))).toEqual([]);
  });

  it("one transaction per change of the domain, and nothing from the table to tell about the API", () => {
    const changes = [
      "auth.register",
      "categories.create",
      "categories.update",
      "courses.create",
      "courses.update",
      "courses.enroll",
      "uploads.create",
      "webhooks.stripe",
    ];
    const transactions = endpoints
      .filter(({ name }) => changes.includes(name))
      .map(({ calls }) => calls.filter(({ action }) => changing.test(action)).length);
    expect(transactions).toEqual(changes.map(() => 1));
    const meta = endpoints.filter(({ name }) => name.startsWith("meta."));
    expect(meta.flatMap(({ calls }) => calls)).toEqual([]);
    expect(meta).toHaveLength(4);
  });

  it("no Scan, whatever the function", () => {
    const functions = [...callsByFunction(platform)];
    expect(functions.length).toBeGreaterThanOrEqual(9);
    const scanning = functions.filter(([, kinds]) => [...kinds.keys()].some((kind) => kind.endsWith(":Scan")));
    expect(scanning.map(([name]) => name)).toEqual([]);
  });

  it("few read units for twenty courses with long ids, pictures and descriptions", () => {
    expect(growth.lists.find(({ list, size }) => list === "newest" && size === many)?.warm.units).toBeLessThanOrEqual(
      2.5,
    );
  });

  it("the same for five times as many courses", () => {
    const at = (size: number) => growth.lists.filter((cost) => cost.size === size && cost.list !== "popular of both");
    expect(at(many)).toHaveLength(5);
    for (const [index, { list, warm, cold }] of at(many).entries()) {
      expect({ list, cold }).toEqual({ list, cold: warm });
      // Rows differ by a few bytes, so that a hundred of them can end in the next unit.
      const limit = (at(few)[index]?.warm.units ?? 0) * 1.1;
      expect({ list, calls: warm.calls, within: warm.units <= limit }).toEqual({ list, calls: 1, within: true });
    }
  });

  it("as many calls for a search in five times as many courses, and hardly more to find them", () => {
    const at = (size: number) => growth.searches.filter((cost) => cost.size === size);
    expect(at(many).length).toBeGreaterThanOrEqual(10);
    for (const [index, { list, warm, rows }] of at(many).entries()) {
      const before = at(few)[index];
      // The cards, half a unit each, come on top: more are shown where more are found.
      const more = warm.units - rows / 2 - ((before?.warm.units ?? 0) - (before?.rows ?? 0) / 2);
      expect({ list, calls: warm.calls, within: more <= 1 }).toEqual({ list, calls: before?.warm.calls, within: true });
    }
  });

  it("nothing for the order of a search, once it is kept, and one call before", () => {
    const searches = growth.searches.filter(({ size }) => size === many);
    const unsorted = searches.find(({ list }) => list === "two words, category and level");
    const sorted = searches.filter(({ list }) => list.startsWith("…"));
    expect(sorted.map(({ warm }) => warm)).toEqual(Array(4).fill(unsorted?.warm));
    expect(sorted.map(({ cold }) => cold.calls)).toEqual(Array(4).fill((unsorted?.warm.calls ?? 0) + 1));
  });
});
