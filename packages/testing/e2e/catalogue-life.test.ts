import { call, type Reply } from "../api";
import { placeCategory } from "../categories";
import { newCourse, newDraft } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("a course's life", () => {
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

  const setStatus = (id: string, status: string, by = admin): Promise<Reply> =>
    call(platform, `PUT /api/courses/${id}/status`, { token: by.token, body: { status } });
  const remove = (id: string, by = admin): Promise<Reply> =>
    call(platform, `DELETE /api/courses/${id}`, { token: by.token });
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

  describe("leads to the public", () => {
    it("when an admin publishes it", async () => {
      const { id, slug } = await newDraft(platform, author);
      expect(await setStatus(id, "published", author)).toMatchObject({ status: 403 });
      expect(await setStatus(id, "published")).toMatchObject({
        status: 200,
        body: { message: "Course is now published", course: { id, status: "published" } },
      });
      for (const reference of [id, slug]) expect((await show(reference)).body.course.id).toBe(id);
    });

    it("without what only authors see", async () => {
      const { id } = await newCourse(platform, admin, everything);
      const shown = (await show(id)).body.course;
      expect(shown).toMatchObject({ description: "Heat and work.", prerequisites: "Algebra" });
      for (const hidden of ["certificate_template", "revision", "ordered", "instructor_name"])
        expect(shown).not.toHaveProperty(hidden);
    });

    it.each(["archived", "draft"])("and back when it becomes %s", async (status) => {
      const { id, slug } = await newCourse(platform, admin, { price: 0 });
      await setStatus(id, status);
      for (const reference of [id, slug]) expect(await show(reference)).toMatchObject(missing);
      expect(await enroll(id)).toMatchObject(missing);
      await setStatus(id, "published");
      expect((await show(slug)).status).toBe(200);
    });

    it("but in no other state", async () => {
      const { id } = await newDraft(platform, author);
      expect(await setStatus(id, "public")).toMatchObject({ status: 400, body: { errors: [{ path: "body.status" }] } });
    });
  });

  describe("ends", () => {
    it("with its deletion, as long as nobody has anything to do with it", async () => {
      const { id, slug } = await newCourse(platform, admin, { title: "Short lived" });
      expect(await remove(id)).toMatchObject({ status: 200, body: { message: "Course deleted" } });
      for (const reference of [id, slug]) expect(await show(reference)).toMatchObject(missing);
      expect(await setStatus(id, "published")).toMatchObject(missing);
      expect(await remove(id)).toMatchObject(missing);
    });

    it("which gives its slug back", async () => {
      const { id, slug } = await newDraft(platform, author, { title: "One of its name" });
      await remove(id);
      expect((await newDraft(platform, author, { title: "One of its name" })).slug).toBe(slug);
    });

    it("in the archive once somebody is enrolled, who keeps it", async () => {
      const { id } = await newCourse(platform, admin, { price: 0 });
      expect((await enroll(id)).status).toBe(201);
      expect(await remove(id)).toMatchObject({ status: 200, body: { message: "Course archived" } });
      expect(await show(id)).toMatchObject(missing);
      const mine = await call(platform, "GET /api/courses/enrolled?limit=100", { token: student.token });
      expect(mine.body.courses.map((row: { course_id: string }) => row.course_id)).toContain(id);
    });

    it("in the archive once somebody has ordered it, paid or not", async () => {
      const { id } = await newCourse(platform, admin);
      const ordered = await call(platform, "POST /api/orders/create-payment", {
        token: student.token,
        body: { course_id: id },
      });
      expect(ordered.status).toBe(201);
      expect(await remove(id)).toMatchObject({ status: 200, body: { message: "Course archived" } });
    });

    it("only by an admin's hand", async () => {
      const { id } = await newDraft(platform, author);
      expect(await remove(id, author)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    });
  });
});
