import { call, type Reply } from "../api";
import { newCourse, newDraft } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";

describe("a course's slug", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const show = (reference: string): Promise<Reply> => call(platform, `GET /api/courses/${reference}`);
  const rename = async (id: string, title: string): Promise<Reply["body"]> =>
    (await call(platform, `PUT /api/courses/${id}`, { token: admin.token, body: { title } })).body.course;

  it.each([
    ["Statistics & Probability", "statistics-probability"],
    ["C++ für Anfänger", "c-fur-anfanger"],
    ["हिन्दी सीखें", "hindii-siikhen"],
    ["Node.js: the good parts", "node-js-the-good-parts"],
    ["snake_case ~ explained", "snake-case-explained"],
    ["🎉🎉🎉", "untitled"],
    ["x".repeat(255), "x".repeat(80)],
  ])("comes from its title (%s), and leads to it", async (title, slug) => {
    const course = await newCourse(platform, admin, { title });
    expect(course.slug).toBe(slug);
    expect((await show(slug)).body.course.id).toBe(course.id);
  });

  it.each(["crs_01abc", "..", "?a=b&c", "%2e%2e", "/etc/passwd", "-", "<script>"])(
    "leads to its course even if the title is %j",
    async (title) => {
      const { id, slug } = await newCourse(platform, admin, { title });
      expect((await show(encodeURIComponent(slug))).body.course.id).toBe(id);
    },
  );

  it.each(["Featured", "enrolled", "MINE", "upcoming", "Registered"])("is never the reserved %s", async (title) => {
    const { id, slug } = await newCourse(platform, admin, { title });
    expect(slug).toMatch(new RegExp(`^${title.toLowerCase()}-[a-z0-9]{4}$`));
    expect((await show(slug)).body.course.id).toBe(id);
  });

  it("is unique among all the courses that get the same title at the same time, and leads to each", async () => {
    const create = () => newDraft(platform, admin, { title: "Everybody's title" });
    const drafts = await Promise.all(Array.from({ length: inSoak(200, 60) }, create));
    const slugs = new Set(drafts.map(({ slug }) => slug));
    expect(slugs.size).toBe(drafts.length);
    expect([...slugs].filter((slug) => !/^everybodys?-?s?-title(-[a-z0-9]{4})?$/.test(slug))).toEqual([]);
    const { find } = await import("#core/course");
    for (const { id, slug } of drafts) expect((await find(slug))?.id).toBe(id);
  });

  describe("after a change of the title", () => {
    it("is a new one, while the old one keeps leading here", async () => {
      const { id } = await newCourse(platform, admin, { title: "First name" });
      expect((await rename(id, "Second name")).slug).toBe("second-name");
      for (const slug of ["first-name", "second-name"])
        expect((await show(slug)).body.course).toMatchObject({ id, slug: "second-name", title: "Second name" });
    });

    it("stays its own: nobody else gets the old one", async () => {
      const { id } = await newCourse(platform, admin, { title: "Mine for ever" });
      await rename(id, "Something else");
      const other = await newCourse(platform, admin, { title: "Mine for ever" });
      expect(other.slug).toMatch(/^mine-for-ever-[a-z0-9]{4}$/);
      expect((await show("mine-for-ever")).body.course.id).toBe(id);
    });

    it("is the old one again when the title is", async () => {
      const { id } = await newCourse(platform, admin, { title: "There and back" });
      await rename(id, "Elsewhere");
      expect((await rename(id, "There and back")).slug).toBe("there-and-back");
      for (const slug of ["there-and-back", "elsewhere"]) expect((await show(slug)).body.course.id).toBe(id);
    });

    it("is another's neighbour where the title is taken", async () => {
      await newCourse(platform, admin, { title: "Taken title" });
      const { id } = await newCourse(platform, admin, { title: "Free title" });
      const { slug } = await rename(id, "Taken title");
      expect(slug).toMatch(/^taken-title-[a-z0-9]{4}$/);
      expect((await show(slug)).body.course.id).toBe(id);
    });

    it("is nothing any more when the course is gone", async () => {
      const { id } = await newDraft(platform, admin, { title: "Old and gone" });
      await rename(id, "New and gone");
      await call(platform, `DELETE /api/courses/${id}`, { token: admin.token });
      for (const slug of ["old-and-gone", "new-and-gone"]) expect((await show(slug)).status).toBe(404);
    });
  });

  it("changes only with the title", async () => {
    const { id, slug } = await newCourse(platform, admin, { title: "Steady" });
    const token = admin.token;
    const { body } = await call(platform, `PUT /api/courses/${id}`, { token, body: { title: "Steady", price: 1 } });
    expect(body.course.slug).toBe(slug);
  });
});
