import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { callsOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("the courses that somebody is enrolled in", () => {
  let platform: TestPlatform;
  let admin: Person;
  let courses: { id: string; title: string }[];
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    courses = [];
    for (let n = 1; n <= 7; n++) courses.push(await newCourse(platform, admin, { title: `Course ${n}`, price: 0 }));
  });
  afterAll(() => platform.close());

  const enroll = ({ token }: Person, reference: string): Promise<Reply> =>
    call(platform, `POST /api/courses/${reference}/enroll`, { token });
  const enrolled = ({ token }: Person, query = ""): Promise<Reply> =>
    call(platform, `GET /api/courses/enrolled${query}`, { token });
  const idsOf = ({ body }: Reply): string[] => body.courses.map((row: { course_id: string }) => row.course_id);

  /** Somebody enrolled in all of them, one after the other; latest first. */
  async function newLearner(): Promise<{ learner: Person; latestFirst: string[] }> {
    const learner = await newPerson(platform);
    for (const { id } of courses) {
      expect((await enroll(learner, id)).status).toBe(201);
      platform.ahead += 10;
    }
    return { learner, latestFirst: courses.map(({ id }) => id).reverse() };
  }

  it("are none at first", async () => {
    expect((await enrolled(await newPerson(platform))).body).toEqual({
      ...{ courses: [], total: 0, totalPages: 0, currentPage: 1, nextCursor: null },
    });
  });

  it("stand there at once, latest first, with the course as it is now", async () => {
    const { learner, latestFirst } = await newLearner();
    const reply = await enrolled(learner);
    expect(idsOf(reply)).toEqual(latestFirst);
    expect(reply.body).toMatchObject({ total: 7, totalPages: 1, currentPage: 1, nextCursor: null });
    const [latest] = reply.body.courses;
    expect(latest).toEqual({
      ...{ user_id: learner.id, course_id: latestFirst[0], order_id: null, status: "active" },
      ...{ progress_percentage: 0, certificate_issued: false, certificate_url: null, completion_date: null },
      enrollment_date: expect.any(String),
      course: expect.objectContaining({ id: latestFirst[0], title: "Course 7", enrollments: expect.any(Number) }),
    });
  });

  it("are paged by cursor and by number alike", async () => {
    const { learner, latestFirst } = await newLearner();
    const seen: string[] = [];
    let query = "?limit=3";
    for (let page = 1; page <= 3; page++) {
      const reply = await enrolled(learner, query);
      expect(reply.body).toMatchObject({ total: 7, totalPages: 3, currentPage: page });
      expect((await enrolled(learner, `?limit=3&page=${page}`)).body).toEqual(reply.body);
      seen.push(...idsOf(reply));
      query = `?limit=3&cursor=${reply.body.nextCursor}`;
      expect(reply.body.nextCursor === null).toBe(page === 3);
    }
    expect(seen).toEqual(latestFirst);
  });

  it("can't be paged with another's cursor", async () => {
    const [one, other] = [await newLearner(), await newLearner()];
    const { nextCursor } = (await enrolled(one.learner, "?limit=2")).body;
    expect(await enrolled(other.learner, `?limit=2&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: "invalid_cursor" },
    });
  });

  it("are each there once, however often one enrolls at the same time", async () => {
    const learner = await newPerson(platform);
    const course = await newCourse(platform, admin, { price: 0 });
    const replies = await Promise.all(Array.from({ length: 8 }, () => enroll(learner, course.id)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 201))
      expect(reply).toMatchObject({ status: 409, body: { code: "already_enrolled" } });
    expect((await enrolled(learner)).body).toMatchObject({ total: 1, courses: [{ course_id: course.id }] });
    expect((await call(platform, `GET /api/courses/${course.id}`)).body.course.enrollments).toBe(1);
  });

  it("can be entered by slug, an old one too", async () => {
    const learner = await newPerson(platform);
    const course = await newCourse(platform, admin, { title: "Entered by its old name", price: 0 });
    await call(platform, `PUT /api/courses/${course.id}`, { token: admin.token, body: { title: "Its new name" } });
    expect(await enroll(learner, "entered-by-its-old-name")).toMatchObject({
      status: 201,
      body: { enrollment: { course_id: course.id, user_id: learner.id } },
    });
    expect((await enroll(learner, "its-new-name")).status).toBe(409);
  });

  it("cost two round trips, however many there are", async () => {
    const { learner } = await newLearner();
    const reply = await enrolled(learner);
    const reads = callsOf(platform, reply).filter((one) => one.startsWith("dynamodb:"));
    expect(reads.filter((one) => one !== "dynamodb:GetItem").sort()).toEqual([
      "dynamodb:BatchGetItem",
      "dynamodb:Query",
    ]);
  });

  it("aren't entered without paying where a price stands", async () => {
    const course = await newCourse(platform, admin, { price: 1 });
    const learner = await newPerson(platform);
    expect(await enroll(learner, course.id)).toMatchObject({ status: 402, body: { code: "payment_required" } });
    expect((await enrolled(learner)).body.total).toBe(0);
  });
});
