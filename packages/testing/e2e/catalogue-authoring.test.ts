import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newDraft } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("authoring a course", () => {
  let platform: TestPlatform;
  let admin: Person;
  let author: Person;
  let student: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    await placeCategory("cat_science");
    author = await newPerson(platform, { role: "instructor", name: "Meera Iyer" });
    student = await newPerson(platform);
  });
  afterAll(() => platform.close());

  const create = (body: object, by = author): Promise<Reply> =>
    call(platform, "POST /api/courses", { token: by.token, body });
  const update = (id: string, body: object, by = author): Promise<Reply> =>
    call(platform, `PUT /api/courses/${id}`, { token: by.token, body });
  const show = (reference: string): Promise<Reply> => call(platform, `GET /api/courses/${reference}`);
  const enroll = (id: string, by = student): Promise<Reply> =>
    call(platform, `POST /api/courses/${id}/enroll`, { token: by.token });
  const missing = { status: 404, body: { code: "course_not_found" } };

  const everything = {
    ...{ title: "Thermodynamics", description: "Heat and work.", short_description: "Heat.", price: 999.5 },
    ...{
      original_price: 1999,
      currency: "INR",
      duration: "8 hours",
      level: "intermediate",
      category_id: "cat_science",
    },
    ...{ image_url: "https://cdn.example.com/heat.webp", video_url: "https://cdn.example.com/heat.mp4" },
    ...{ certificate_template: "classic", language: "Hindi", prerequisites: "Algebra" },
    learning_outcomes: "Read a p-V diagram",
  };

  describe("begins with a draft", () => {
    it("that has every field as given, and is its author's", async () => {
      const reply = await create(everything);
      expect(reply).toMatchObject({
        status: 201,
        body: {
          message: "Course created successfully",
          course: {
            ...everything,
            ...{ id: expect.stringMatching(/^crs_[a-z0-9]{26}$/), slug: expect.stringMatching(/^thermodynamics/) },
            ...{ instructor_id: author.id, instructor: { id: author.id, name: "Meera Iyer" } },
            ...{ status: "draft", featured: false, enrollments: 0, rating: 0, total_ratings: 0 },
          },
        },
      });
    });

    it("for which a title and a price are enough", async () => {
      const { body } = await create({ title: "Bare", price: 0 });
      expect(body.course).toMatchObject({
        ...{ price: 0, currency: "INR", level: "beginner", language: "English", description: null },
        ...{ original_price: null, category_id: null, image_url: null },
      });
    });

    it("that nobody sees yet, its author neither, and that nobody can enroll in", async () => {
      const { id, slug } = await newDraft(platform, author, { price: 0 });
      await platform.settled();
      for (const reference of [id, slug]) expect(await show(reference)).toMatchObject(missing);
      expect(await enroll(id)).toMatchObject(missing);
      const { body } = await call(platform, "GET /api/courses?limit=100");
      expect(body.courses.map((course: { id: string }) => course.id)).not.toContain(id);
    });

    it.each([
      ["without a title", { price: 1 }, "body.title"],
      ["without a price", { title: "Free?" }, "body.price"],
      ["with a blank title", { title: "   ", price: 1 }, "body.title"],
      ["with a title of 256 characters", { title: "x".repeat(256), price: 1 }, "body.title"],
      ["with a negative price", { title: "x", price: -1 }, "body.price"],
      ["with three decimals", { title: "x", price: 10.005 }, "body.price"],
      ["with a price as text", { title: "x", price: "10" }, "body.price"],
      ["beyond DECIMAL(10,2)", { title: "x", price: 100_000_000 }, "body.price"],
      ["in an unknown currency", { title: "x", price: 1, currency: "XYZ" }, "body.currency"],
      ["of an unknown level", { title: "x", price: 1, level: "expert" }, "body.level"],
      ["with a script for an image", { title: "x", price: 1, image_url: "javascript:alert(1)" }, "body.image_url"],
      ["with a status of its own", { title: "x", price: 1, status: "published" }, "body.status"],
      ["featured", { title: "x", price: 1, featured: true }, "body.featured"],
      ["in another's name", { title: "x", price: 1, instructor_id: "me" }, "body.instructor_id"],
      ["with coins that the yen doesn't have", { title: "x", price: 10.5, currency: "JPY" }, "body.price"],
      [
        "formerly at a price that the yen doesn't have",
        { title: "x", price: 10, original_price: 10.5, currency: "JPY" },
        "body.original_price",
      ],
    ])("but not %s", async (_what, body, path) => {
      const reply = await create(body);
      expect(reply).toMatchObject({ status: 400, body: { code: "invalid_input" } });
      expect(reply.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
    });

    it.each([
      [0.01, "INR"],
      [99_999_999.99, "INR"],
      [0.29, "USD"],
      [1000, "JPY"],
    ])("at %d %s", async (price, currency) => {
      expect((await create({ title: "Priced", price, currency })).body.course).toMatchObject({ price, currency });
    });

    it("that students can't make", async () => {
      expect(await create({ title: "x", price: 1 }, student)).toMatchObject({
        status: 403,
        body: { code: "forbidden" },
      });
    });
  });

  describe("goes on with changes", () => {
    it("that keep what they leave out, and clear what they null", async () => {
      const { body } = await create(everything);
      platform.ahead += 1000;
      const changed = (await update(body.course.id, { price: 1, description: null })).body.course;
      const { updated_at } = changed;
      expect(changed).toEqual({ ...body.course, price: 1, description: null, updated_at });
      expect(updated_at > body.course.updated_at).toBe(true);
    });

    it("by slug as well as by id", async () => {
      const { slug } = await newDraft(platform, author, { title: "By slug" });
      expect((await update(slug, { price: 2 })).body.course.price).toBe(2);
    });

    it("but not to another's course, nor to one that there isn't", async () => {
      const other = await newPerson(platform, { role: "instructor" });
      const { id } = await newDraft(platform, author);
      expect(await update(id, { price: 1 }, other)).toMatchObject({ status: 403, body: { code: "not_owner" } });
      expect(await update(id, { price: 1 }, student)).toMatchObject({ status: 403, body: { code: "forbidden" } });
      expect(await update("crs_00000000000000000000000000", { price: 1 })).toMatchObject(missing);
      expect((await update(id, { price: 3 }, admin)).body.course).toMatchObject({ price: 3, instructor_id: author.id });
    });

    it("to the front page only by an admin", async () => {
      const { id } = await newDraft(platform, author);
      for (const featured of [true, false])
        expect(await update(id, { featured })).toMatchObject({ status: 403, body: { code: "forbidden" } });
      expect((await update(id, { featured: true }, admin)).body.course.featured).toBe(true);
    });

    it("of price or currency that go together", async () => {
      const { id } = await newDraft(platform, author, { price: 10.5, original_price: null });
      expect(await update(id, { currency: "JPY" })).toMatchObject({ status: 400 });
      expect((await update(id, { currency: "JPY", price: 10 })).status).toBe(200);
      expect(await update(id, { price: 10.5 })).toMatchObject({ status: 400 });
      expect(await update(id, { original_price: 10.5 })).toMatchObject({ status: 400 });
    });

    it("of which none is lost when two meet", async () => {
      const { id } = await newDraft(platform, author, { duration: "1 hour" });
      let refused = 0;
      for (let round = 1; refused === 0; round++) {
        expect(round).toBeLessThan(40);
        const changes = [{ price: round }, { duration: `${round} hours` }, { language: `Language ${round}` }];
        const replies = await Promise.all(changes.map((change) => update(id, change)));
        const made = changes.filter((_, index) => replies[index]?.status === 200);
        const others = replies.filter(({ status }) => status !== 200);
        for (const reply of others) expect(reply).toMatchObject({ status: 409, body: { code: "edited_meanwhile" } });
        expect((await update(id, {})).body.course).toMatchObject(Object.assign({}, ...made));
        refused += others.length;
      }
    });
  });
});
