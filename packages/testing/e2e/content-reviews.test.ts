import fc from "fast-check";
import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { inSoak } from "../soak";

let platform: TestPlatform;
let admin: Person;
let learners: Person[];
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
  learners = await Promise.all(["Ann", "Ben", "Cem", "Dev"].map((name) => newPerson(platform, { name })));
});
afterAll(() => platform.close());

type Body = Reply["body"];

const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });
const learner = (n: number): Person => learners[n % learners.length] as Person;
const testimonials = "/api/content/testimonials";

/** A free course in which all learners are enrolled. */
async function newTaken(): Promise<Body> {
  const course = await newCourse(platform, admin, { price: 0 });
  await Promise.all(learners.map((one) => as(one, `POST /api/courses/${course.id}/enroll`)));
  return course;
}

const review = (by: Person, course_id: string, body: object = {}) =>
  as(by, `POST ${testimonials}`, { course_id, rating: 5, content: "Clear and kind.", ...body });
const moderate = (id: string, body: object) => as(admin, `PUT ${testimonials}/${id}`, body);
const remove = (by: Person, id: string) => as(by, `DELETE ${testimonials}/${id}`);

async function listed(query = "", path = testimonials, by?: Person): Promise<{ ids: string[]; total: number }> {
  await platform.settled();
  const { body } = await call(platform, `GET ${path}?limit=100&${query}`, { token: by?.token });
  return { ids: body.testimonials.map(({ id }: Body) => id), total: body.total };
}

/** The rating as the course itself and as its card in the catalogue tell it. */
async function ratingOf(id: string): Promise<[rating: number, total: number]> {
  await platform.settled();
  const [one, list] = await Promise.all([
    call(platform, `GET /api/courses/${id}`),
    call(platform, "GET /api/courses?limit=100"),
  ]);
  const card = list.body.courses.find((course: Body) => course.id === id);
  const { rating, total_ratings } = one.body.course;
  expect([card.rating, card.total_ratings]).toEqual([rating, total_ratings]);
  return [rating, total_ratings];
}

describe("a review", () => {
  it("is written by who is enrolled, waits for approval, and then appears without anything private", async () => {
    const course = await newTaken();
    const reply = await review(learner(0), course.id, { rating: 4, title: "Good" });
    expect(reply).toMatchObject({
      status: 201,
      body: { testimonial: { status: "pending", author: { name: "Ann" }, course_title: course.title, rating: 4 } },
    });
    const { id } = reply.body.testimonial;
    expect((await listed()).ids).not.toContain(id);
    expect(await ratingOf(course.id)).toEqual([0, 0]);
    expect((await listed("status=pending", `${testimonials}/all`, admin)).ids).toContain(id);
    expect((await moderate(id, { status: "approved" })).body.testimonial.status).toBe("approved");
    expect(await listed(`course=${course.id}`)).toEqual({ ids: [id], total: 1 });
    expect(await ratingOf(course.id)).toEqual([4, 1]);
    const { body } = await call(platform, `GET ${testimonials}?course=${course.id}`);
    expect(Object.keys(body.testimonials[0]).sort()).toEqual(
      ["author", "content", "course_id", "course_title", "created_at", "featured", "id", "rating", "title"].sort(),
    );
    const text = JSON.stringify(body);
    for (const secret of [learner(0).email, learner(0).id]) expect(text).not.toContain(secret);
  });

  it("is refused from who isn't enrolled, hasn't verified their address, or has written one already", async () => {
    const course = await newTaken();
    const unverified = await newPerson(platform, { verified: false });
    await as(unverified, `POST /api/courses/${course.id}/enroll`);
    const first = await review(learner(0), course.id);
    const refused = [
      await review(await newPerson(platform), course.id),
      await review(learner(0), "crs_none0000"),
      await review(unverified, course.id),
      await review(learner(0), course.id),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      ...Array(2).fill([403, "not_enrolled"]),
      [403, "email_unverified"],
      [409, "already_reviewed"],
    ]);
    const { Enrollments } = await import("#core/enrollment.entity");
    const place = { user_id: learner(1).id, course_id: course.id };
    await Enrollments.patch(place).set({ status: "cancelled" }).go();
    expect((await review(learner(1), course.id)).body.code).toBe("not_enrolled");
    await Enrollments.patch(place).set({ status: "completed" }).go();
    expect((await review(learner(1), course.id)).status).toBe(201);
    expect(first.status).toBe(201);
  });

  it("written ten times at once is written once", async () => {
    const course = await newTaken();
    const replies = await Promise.all(Array.from({ length: 10 }, () => review(learner(0), course.id)));
    const codes = replies.map(({ status }) => status).sort();
    expect(codes).toEqual([201, ...Array(9).fill(409)]);
  });

  it("is moderated by admins alone, and deleted by its author or an admin", async () => {
    const course = await newTaken();
    const { id } = (await review(learner(0), course.id)).body.testimonial;
    expect((await as(learner(0), `PUT ${testimonials}/${id}`, { status: "approved" })).body.code).toBe("forbidden");
    expect((await remove(learner(1), id)).body.code).toBe("not_owner");
    expect((await as(learner(0), `GET ${testimonials}/all`)).body.code).toBe("forbidden");
    await moderate(id, { status: "approved" });
    expect((await remove(learner(0), id)).status).toBe(200);
    expect(await ratingOf(course.id)).toEqual([0, 0]);
    expect((await remove(admin, id)).body.code).toBe("testimonial_not_found");
    const again = (await review(learner(0), course.id)).body.testimonial;
    expect((await remove(admin, again.id)).status).toBe(200);
  });

  it("leaves in the moderators' file with its text made harmless to spreadsheets", async () => {
    const course = await newTaken();
    await review(learner(0), course.id, { content: "=HYPERLINK(1)" });
    await platform.settled();
    const { headers, body } = await as(admin, `GET ${testimonials}/all?format=csv&status=pending`);
    expect(headers.get("content-type")).toMatch(/^text\/csv/);
    expect(body).toContain("'=HYPERLINK(1)");
    expect(body).not.toContain(learner(0).email);
  });

  it("is put forward, and stands there only while it is approved", async () => {
    const course = await newTaken();
    const { id } = (await review(learner(0), course.id)).body.testimonial;
    const featured = async () => (await listed("featured=true")).ids.includes(id);
    await moderate(id, { featured: true });
    expect(await featured()).toBe(false);
    await moderate(id, { status: "approved" });
    expect(await featured()).toBe(true);
    expect(await listed(`featured=true&course=${course.id}`)).toEqual({ ids: [id], total: 1 });
    await moderate(id, { status: "rejected", reason: "Second thoughts" });
    expect(await featured()).toBe(false);
    const { Audits } = await import("#core/audit");
    const { data } = await Audits.query.ofSubject({ subject_id: id }).go();
    expect(data.at(-1)).toMatchObject({ actor_id: admin.id, detail: { to: "rejected", reason: "Second thoughts" } });
  });
});

describe("a course's rating", () => {
  type Deed = { who: number; what: "approve" | "reject" | "withdraw" | "delete" | "review" | "again"; rating: number };
  const deeds: fc.Arbitrary<Deed> = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom("approve", "reject", "withdraw", "delete", "review", "again"),
    rating: fc.integer({ min: 1, max: 5 }),
  });

  const statusOf = { approve: "approved", reject: "rejected", withdraw: "pending" } as const;

  it("equals its approved reviews, whatever happens to them, one after the other or at once", async () => {
    const rounds = fc.array(fc.array(deeds, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const course = await newTaken();
        const latest = new Map<number, string>();
        const act = async ({ who, what, rating }: Deed): Promise<void> => {
          const id = latest.get(who);
          if (what === "review" || id === undefined) {
            const { body } = await review(learner(who), course.id, { rating });
            if (body.testimonial) latest.set(who, body.testimonial.id);
          } else if (what === "delete") await remove(learner(who), id);
          else if (what === "again") {
            for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
          } else await moderate(id, { status: statusOf[what] });
        };
        for (const deeds of all) await Promise.all(deeds.map(act));
        const { Testimonials } = await import("#core/testimonial.entity");
        const { data } = await Testimonials.get([...latest.values()].map((id) => ({ id }))).go({ consistent: true });
        const stars = data.filter(({ status }) => status === "approved").map(({ rating }) => rating);
        const sum = stars.reduce((total, one) => total + one, 0);
        const mean = stars.length > 0 ? Math.round((sum / stars.length) * 100) / 100 : 0;
        expect(await ratingOf(course.id)).toEqual([mean, stars.length]);
        expect((await listed(`course=${course.id}`)).total).toBe(stars.length);
      }),
      { numRuns: inSoak(10, 3), endOnFailure: true },
    );
  }, 300_000);

  it("moves once when ten admins approve at once", async () => {
    const course = await newTaken();
    const made = await Promise.all([3, 4, 4].map((rating, n) => review(learner(n), course.id, { rating })));
    const ids = made.map(({ body }) => body.testimonial.id);
    await Promise.all(ids.flatMap((id) => Array.from({ length: 10 }, () => moderate(id, { status: "approved" }))));
    expect(await ratingOf(course.id)).toEqual([3.67, 3]);
  });
});

describe("questions and answers", () => {
  const ask = (body: object) =>
    as(admin, "POST /api/content/faqs", { question: "Why?", answer: "<p>Because.</p>", ...body });
  const shown = async (query = "") => (await call(platform, `GET /api/content/faqs?${query}`)).body;
  const all = async (query = "") => (await as(admin, `GET /api/content/faqs/all?${query}`)).body;
  const ids = ({ faqs }: Body): string[] => faqs.map(({ id }: Body) => id);

  it("are shown by category and order, drafts to admins only", async () => {
    const category = "Shown";
    const [a, b, c] = await Promise.all([
      ask({ category, question: "Last" }),
      ask({ category, question: "First", sort_order: 1 }),
      ask({ category, status: "draft", sort_order: 0 }),
    ]).then((replies) => replies.map(({ body }) => body.faq));
    expect(ids(await shown(`category=${category}`))).toEqual([b.id, a.id]);
    expect(await shown(`category=${category}`)).toMatchObject({ total: 2, faqs: [{ question: "First" }, {}] });
    expect(ids(await all(`category=${category}`))).toEqual([c.id, b.id, a.id]);
    expect(ids(await all(`category=${category}&status=draft`))).toEqual([c.id]);
    expect((await shown()).faqs[0].status).toBeUndefined();
  });

  it("are changed, taken out of their category, and deleted", async () => {
    const { id } = (await ask({ category: "Changed" })).body.faq;
    const route = `/api/content/faqs/${id}`;
    const change = { answer: '<p onclick="x()">New<script>x()</script></p>', sort_order: 3 };
    expect((await as(admin, `PUT ${route}`, change)).body.faq).toMatchObject({
      ...{ id, question: "Why?", answer: "<p>New</p>", category: "Changed", sort_order: 3 },
    });
    expect((await as(admin, `PUT ${route}`, { category: null })).body.faq.category).toBeNull();
    expect(ids(await shown("category=Changed"))).toEqual([]);
    expect((await as(admin, `DELETE ${route}`)).status).toBe(200);
    for (const route of [`DELETE /api/content/faqs/${id}`, `PUT /api/content/faqs/${id}`])
      expect((await as(admin, route, route.startsWith("PUT") ? {} : undefined)).body.code).toBe("faq_not_found");
    expect((await ask({ answer: "<script>x()</script>" })).body.errors).toMatchObject([{ path: "body.answer" }]);
  });

  it("are put in order within a category, all or none", async () => {
    const category = "Ordered";
    const made = [];
    for (const _ of [1, 2, 3]) made.push((await ask({ category })).body.faq.id);
    const foreign = (await ask({ category: "Elsewhere" })).body.faq.id;
    const reorder = (ids: string[]) => as(admin, "PUT /api/content/faqs/reorder", { category, ids });
    expect(ids(await shown(`category=${category}`))).toEqual(made);
    const reversed = made.toReversed();
    expect((await reorder(reversed)).status).toBe(200);
    expect(ids(await shown(`category=${category}`))).toEqual(reversed);
    expect((await reorder([...made, foreign])).body.code).toBe("faq_not_found");
    expect((await reorder([made[0], made[0]])).body.errors).toMatchObject([{ path: "body.ids" }]);
    expect(ids(await shown(`category=${category}`))).toEqual(reversed);
  });

  it("are 500 at most", async () => {
    const { documents, store } = await import("#adapters/table");
    const { UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
    const count = (total: number) =>
      documents.send(
        new UpdateCommand({
          ...{ TableName: store.table, Key: { pk: "faq-count", sk: "faq-count" } },
          ...{ UpdateExpression: "SET #total = :total", ExpressionAttributeNames: { "#total": "total" } },
          ExpressionAttributeValues: { ":total": total },
        }),
      );
    await count(499);
    const { id } = (await ask({})).body.faq;
    expect(await ask({})).toMatchObject({ status: 409, body: { code: "wrong_state" } });
    await as(admin, `DELETE /api/content/faqs/${id}`);
    expect((await ask({})).status).toBe(201);
    await count((await all()).total);
  });

  it("are written by admins alone", async () => {
    const instructor = await newPerson(platform, { role: "instructor" });
    const tries: [string, object?][] = [
      ["POST /api/content/faqs", { question: "Q", answer: "A" }],
      ["PUT /api/content/faqs/faq_none0000", {}],
      ["PUT /api/content/faqs/reorder", { category: null, ids: ["faq_none0000"] }],
      ["DELETE /api/content/faqs/faq_none0000"],
      ["GET /api/content/faqs/all"],
    ];
    for (const by of [learner(0), instructor])
      for (const [route, body] of tries) expect((await as(by, route, body)).body.code).toBe("forbidden");
  });
});
