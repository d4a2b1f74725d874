import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newDraft } from "../courses";
import { callsOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

interface Card {
  id: string;
  price: number;
  level: string;
  category_id: string | null;
  enrollments: number;
  created_at: string;
}

const categories = ["cat_arts", "cat_science", null];
const levels = ["beginner", "intermediate", "advanced"];
const sorts = ["newest", "price_asc", "price_desc", "rating", "popular"];

describe("the lists of the catalogue", () => {
  let platform: TestPlatform;
  let admin: Person;
  /** Every published course as it is shown by itself. */
  let published: Card[];

  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    published = await fill();
  });
  afterAll(() => platform.close());

  /** 36 courses of every category, level and price, some of the same price; half a dozen with learners. */
  async function fill(): Promise<Card[]> {
    const ids: string[] = [];
    for (const id of ["cat_arts", "cat_science"]) await placeCategory(id);
    for (let n = 0; n < 36; n++) {
      const kind = { category_id: categories[n % 3], level: levels[Math.floor(n / 3) % 3] };
      const { id } = await newDraft(platform, admin, { ...kind, price: n % 6 === 5 ? 0 : (n % 7) * 250.5 });
      await publish(id);
      if (n % 6 === 5) await enroll(id, n % 4);
      ids.push(id);
    }
    await newDraft(platform, admin, { title: "Never published" });
    await platform.settled();
    return Promise.all(ids.map(async (id) => (await call(platform, `GET /api/courses/${id}`)).body.course));
  }

  const publish = (id: string): Promise<Reply> =>
    call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status: "published" } });

  async function enroll(id: string, learners: number): Promise<void> {
    for (let n = 0; n < learners; n++) {
      const { token } = await newPerson(platform, { verified: false });
      const reply = await call(platform, `POST /api/courses/${id}/enroll`, { token });
      if (reply.status !== 201) throw new Error(`enrolling answered ${reply.status}`);
    }
  }

  const list = (query: string): Promise<Reply> => call(platform, `GET /api/courses${query}`);

  /** Every page, one behind the other by cursor. */
  async function leafThrough(query: string, path = "/api/courses"): Promise<Reply[]> {
    const pages: Reply[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page = await call(platform, `GET ${path}?${query}${more}`);
      expect(page.status).toBe(200);
      pages.push(page);
      cursor = page.body.nextCursor;
    }
    return pages;
  }

  const idsOf = (pages: Reply[]): string[] =>
    pages.flatMap(({ body }) => body.courses.map(({ id }: { id: string }) => id));

  const rank: Record<string, (course: Card) => string | number> = {
    newest: ({ created_at }) => created_at,
    price_asc: ({ price }) => price,
    price_desc: ({ price }) => price,
    rating: () => 0,
    popular: ({ enrollments }) => enrollments,
  };

  /** In the order that a list promises; equals go by id. */
  function inOrder(courses: Card[], sort: string): string[] {
    const by = rank[sort] ?? (() => 0);
    const ascending = [...courses].sort((a, b) => {
      const [left, right] = [by(a), by(b)];
      if (left === right) return a.id < b.id ? -1 : 1;
      return left < right ? -1 : 1;
    });
    const ids = ascending.map(({ id }) => id);
    return sort === "price_asc" ? ids : ids.reverse();
  }

  const filters = [undefined, "cat_arts", "cat_science"].flatMap((category) =>
    [undefined, ...levels].map((level) => ({ category, level })),
  );
  const every = filters.flatMap((filter) => sorts.map((sort) => ({ ...filter, sort })));
  const queryOf = ({ category, level, sort }: { category?: string; level?: string; sort?: string }): string =>
    [category && `category=${category}`, level && `level=${level}`, sort && `sort=${sort}`].filter(Boolean).join("&");
  const matching = ({ category, level }: { category?: string; level?: string }): Card[] =>
    published.filter((course) => (!category || course.category_id === category) && (!level || course.level === level));

  it("have something to tell apart: prices, learners, categories and levels", () => {
    expect(published).toHaveLength(36);
    expect(new Set(published.map(({ price }) => price)).size).toBeGreaterThan(5);
    expect(new Set(published.map(({ enrollments }) => enrollments))).toEqual(new Set([0, 1, 3]));
  });

  it.each(every)("show $category $level by $sort: each course once, in order, with true totals", async (wanted) => {
    const expected = inOrder(matching(wanted), wanted.sort);
    expect(expected.length).toBeGreaterThan(0);
    const pages = await leafThrough(`${queryOf(wanted)}&limit=5`);
    expect(idsOf(pages)).toEqual(expected);
    for (const [index, { body }] of pages.entries())
      expect(body).toMatchObject({
        ...{ total: expected.length, totalPages: Math.ceil(expected.length / 5), currentPage: index + 1 },
      });
  });

  it.each(sorts)("show the same pages by number as by cursor, by %s", async (sort) => {
    const pages = await leafThrough(`sort=${sort}&limit=10`);
    expect(pages).toHaveLength(4);
    for (const [index, page] of pages.entries())
      expect((await list(`?sort=${sort}&limit=10&page=${index + 1}`)).body).toEqual(page.body);
  });

  it("give every size of page, the last one what is left", async () => {
    for (const limit of [1, 7, 35, 36, 37, 100]) {
      const pages = await leafThrough(`limit=${limit}`);
      expect(pages).toHaveLength(Math.ceil(36 / limit));
      expect(pages.at(-1)?.body.courses).toHaveLength(36 % limit || limit);
    }
  });

  it("begin with ten, newest first", async () => {
    const { body } = await list("");
    expect(body.courses.map(({ id }: Card) => id)).toEqual(inOrder(published, "newest").slice(0, 10));
    expect(body).toMatchObject({ total: 36, totalPages: 4, currentPage: 1, nextCursor: expect.any(String) });
  });

  it("show the card of a course, its author included, and nothing else", async () => {
    const [card] = (await list("?sort=popular&limit=1")).body.courses;
    const shown = (await call(platform, `GET /api/courses/${card.id}`)).body.course;
    const { description, video_url, prerequisites, learning_outcomes, instructor_id, status, updated_at, ...most } =
      shown;
    // Its sizes and formats are for the course's own page.
    const { image, ...rest } = most;
    expect(card).toEqual(rest);
  });

  it("are empty, not missing, where nothing matches", async () => {
    const empty = { courses: [], total: 0, totalPages: 0, currentPage: 1, nextCursor: null };
    expect((await list("?category=cat_nobody")).body).toEqual(empty);
    expect((await list("?page=99")).body).toMatchObject({ courses: [], total: 36, currentPage: 99, nextCursor: null });
  });

  it("cost one query, whatever page, filter and order", async () => {
    for (const query of ["", "?page=4&sort=rating", "?category=cat_arts&level=advanced&sort=price_desc"])
      expect(callsOf(platform, await list(query)).filter((one) => one.startsWith("dynamodb"))).toEqual([
        "dynamodb:Query",
      ]);
  });
});
