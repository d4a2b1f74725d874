import { randomUUID } from "node:crypto";
import { call } from "../api";
import { newCourse, newDraft } from "../courses";
import { callsOf, writesOf } from "../effects";
import { routes } from "../matrix";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { sampleBody, samplePath } from "../sample";
import { bodyFields } from "../wire-schema";

/** What the platform keeps of its own accord: nobody may say it of themselves or of what they make. */
const reserved = [
  ...["id", "slug", "role", "status", "email_verified", "phone_verified", "enrollments", "rating_sum", "total_ratings"],
  ...["instructor_id", "instructor_name", "featured", "revision", "ordered", "user_id", "buyer_email", "price"],
  ...["total_amount", "state", "paid_at", "sessions_from", "grants", "created_at", "pk", "sk", "__edb_e__"],
];

let platform: TestPlatform;
let admin: Person;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  [admin, ann, ben] = await Promise.all([
    newPerson(platform, { role: "admin" }),
    newPerson(platform, { name: "Ann" }),
    newPerson(platform, { name: "Ben" }),
  ]);
});
afterAll(() => platform.close());

const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });
const courses = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => newCourse(platform, admin, { title: `Course ${n}` })));

describe("an order", () => {
  it("is there for its buyer and for an admin, and for nobody else", async () => {
    const { body } = await order(platform, ann, await newCourse(platform, admin));
    const route = `GET /api/orders/${body.order.id}`;
    expect((await as(ann, route)).body.order.id).toBe(body.order.id);
    expect((await as(admin, route)).body.order.id).toBe(body.order.id);
    expect(await as(ben, route)).toMatchObject({ status: 404, body: { code: "order_not_found" } });
  });

  it("answers a stranger just as an order that doesn't exist", async () => {
    const { body } = await order(platform, ann, await newCourse(platform, admin));
    const seen = await as(ben, `GET /api/orders/${body.order.id}`);
    const unseen = await as(ben, `GET /api/orders/${body.order.id.slice(0, -4)}0000`);
    expect({ ...seen.body, instance: "", requestId: "" }).toEqual({ ...unseen.body, instance: "", requestId: "" });
    expect(callsOf(platform, seen)).toEqual(callsOf(platform, unseen));
  });

  it("isn't verified by somebody else, paid or not", async () => {
    const { body } = await order(platform, ann, await newCourse(platform, admin));
    const verification = { order_id: body.order.id };
    const unpaid = await as(ben, "POST /api/orders/verify-payment", verification);
    await pay(platform, body.payment);
    await platform.settled();
    const paid = await as(ben, "POST /api/orders/verify-payment", verification);
    expect([unpaid, paid].map((reply) => [reply.status, writesOf(platform, reply)])).toEqual([
      [404, []],
      [404, []],
    ]);
    expect((await as(ann, "POST /api/orders/verify-payment", verification)).status).toBe(200);
  });

  it("stands in its buyer's list and the admin's, in no other", async () => {
    const { body } = await order(platform, ann, await newCourse(platform, admin));
    const holds = async (person: Person, path: string) =>
      JSON.stringify((await as(person, `GET ${path}?limit=100`)).body).includes(body.order.id);
    await platform.settled();
    expect(await holds(ann, "/api/orders/my-orders")).toBe(true);
    expect(await holds(ben, "/api/orders/my-orders")).toBe(false);
    expect(await holds(admin, "/api/orders")).toBe(true);
    expect((await as(ann, "GET /api/orders")).body.code).toBe("forbidden");
  });

  it("keeps its cursor to its buyer: in another's list, or another list, it is refused", async () => {
    const buyer = await newPerson(platform);
    for (const course of await courses(2)) await order(platform, buyer, course);
    await platform.settled();
    const { body } = await as(buyer, "GET /api/orders/my-orders?limit=1");
    const path = `?limit=1&cursor=${body.nextCursor}`;
    expect((await as(buyer, `GET /api/orders/my-orders${path}`)).body.orders).toHaveLength(1);
    const refusals = [
      await as(ben, `GET /api/orders/my-orders${path}`),
      await as(buyer, `GET /api/courses/enrolled${path}`),
      await as(admin, `GET /api/orders${path}`),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([400, "invalid_cursor"]));
  });

  it("made under an Idempotency-Key is not another user's answer to the same key", async () => {
    const course = await newCourse(platform, admin);
    const key = randomUUID();
    const buy = ({ token }: Person, body: object) =>
      call(platform, "POST /api/orders/create-payment", { token, body, headers: { "idempotency-key": key } });
    const mine = await buy(ann, { course_id: course.id });
    const theirs = await buy(ben, { course_id: course.id });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.order.user_id).toBe(ben.id);
    expect(theirs.body.order.id).not.toBe(mine.body.order.id);
    expect(theirs.body.payment.client_secret).not.toBe(mine.body.payment.client_secret);
  });
});

describe("enrollments", () => {
  it("are listed for the learner alone", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const [learner, other] = [await newPerson(platform), await newPerson(platform)];
    expect((await as(learner, `POST /api/courses/${course.id}/enroll`)).body.enrollment.user_id).toBe(learner.id);
    await platform.settled();
    expect((await as(learner, "GET /api/courses/enrolled")).body.courses).toMatchObject([{ course_id: course.id }]);
    expect((await as(other, "GET /api/courses/enrolled")).body).toMatchObject({ courses: [], total: 0 });
  });
});

describe("a course", () => {
  it("is changed by its instructor and by an admin, and by no other instructor", async () => {
    const author = await newPerson(platform, { role: "instructor" });
    const rival = await newPerson(platform, { role: "instructor" });
    const { id, slug } = await newDraft(platform, author);
    const refused = await Promise.all(
      [id, slug].map((reference) => as(rival, `PUT /api/courses/${reference}`, { price: 1 })),
    );
    expect(refused.map((reply) => [reply.status, reply.body.code, writesOf(platform, reply)])).toEqual(
      Array(2).fill([403, "not_owner", []]),
    );
    expect((await as(author, `PUT /api/courses/${id}`, { price: 2 })).body.course.price).toBe(2);
    expect((await as(admin, `PUT /api/courses/${id}`, { price: 3 })).body.course.price).toBe(3);
  });

  it("belongs to whoever's token made it", async () => {
    const author = await newPerson(platform, { role: "instructor", name: "Asha Author" });
    const { instructor_id, instructor } = await newDraft(platform, author);
    expect([instructor_id, instructor]).toEqual([author.id, { id: author.id, name: "Asha Author" }]);
  });

  it("is featured, published and deleted by an admin, not by its instructor or a student", async () => {
    const author = await newPerson(platform, { role: "instructor" });
    const { id } = await newDraft(platform, author);
    const changes: [string, object?][] = [
      [`PUT /api/courses/${id}`, { featured: true }],
      [`PUT /api/courses/${id}/status`, { status: "published" }],
      [`DELETE /api/courses/${id}`],
    ];
    for (const person of [ann, author]) {
      const replies = await Promise.all(changes.map(([route, body]) => as(person, route, body)));
      expect(replies.map((reply) => [reply.body.code, writesOf(platform, reply)])).toEqual(
        Array(3).fill(["forbidden", []]),
      );
    }
    const replies = [];
    for (const [route, body] of changes) replies.push(await as(admin, route, body));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe("a body", () => {
  const bodied = routes.filter(({ endpoint }) => endpoint.body && !endpoint.accepts);

  it.each(bodied)("of $key can't set what isn't the client's to set", async ({ key, endpoint }) => {
    const [method, path = ""] = key.split(" ");
    const forbidden = reserved.filter((field) => !bodyFields(endpoint).includes(field));
    const body = { ...sampleBody(endpoint), ...Object.fromEntries(forbidden.map((field) => [field, "admin"])) };
    const reply = await as(admin, `${method} ${samplePath(path, endpoint)}`, body);
    expect(reply).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    const named = reply.body.errors.map((fault: { path: string }) => fault.path);
    expect(named.sort()).toEqual(forbidden.map((field) => `body.${field}`).sort());
    expect(writesOf(platform, reply)).toEqual([]);
  });

  it("of a registration never makes more than a student", async () => {
    const body = { name: "Eve", email: `${randomUUID().slice(0, 8)}@example.com`, password: "password123" };
    const reply = await call(platform, "POST /api/auth/register", { body });
    expect(reply.body.user).toMatchObject({ role: "student", email_verified: false });
    expect((await call(platform, "GET /api/orders", { token: reply.body.token })).body.code).toBe("forbidden");
  });
});
