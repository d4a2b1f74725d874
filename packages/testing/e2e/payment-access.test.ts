import { call } from "../api";
import { newCourse, newDraft } from "../courses";
import { violations } from "../invariants";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { enrolledIn } from "../shoppers";
import { minute, pass, sweep } from "../time";
import { delivered } from "../webhook";

describe("who may have a course", () => {
  let platform: TestPlatform;
  let admin: Person;
  let buyer: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    buyer = await newPerson(platform);
  });
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(() => platform.close());

  const enroll = (person: Person, { id }: { id: string }) =>
    call(platform, `POST /api/courses/${id}/enroll`, { token: person.token });

  const setStatus = (id: string, status: string) =>
    call(platform, `PUT /api/courses/${id}/status`, { token: admin.token, body: { status } });

  it("gives a course of price 0 to who orders it, without a payment", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const reply = await order(platform, buyer, course);
    expect(reply).toMatchObject({
      status: 201,
      body: { payment: null, order: { state: "completed", total_amount: 0 } },
    });
    expect(await enrolledIn(platform, buyer)).toContain(course.id);
  });

  it("gives it once to who orders and enrolls at the same time", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const asked = Array.from({ length: 10 }, () => [order(platform, buyer, course), enroll(buyer, course)]).flat();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect((await enrolledIn(platform, buyer)).filter((id) => id === course.id)).toHaveLength(1);
  });

  it("completes no order for what the buyer got by enrolling, while the request for it had crashed", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const stop = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-ordersFunction") && action === "TransactWriteItems" ? { after: "crash" } : undefined,
    );
    await order(platform, buyer, course);
    stop();
    expect((await enroll(buyer, course)).status).toBe(201);
    pass(platform, 3 * minute);
    await sweep(platform);
    const mine = await call(platform, "GET /api/orders/my-orders", { token: buyer.token });
    expect(mine.body.orders[0]).toMatchObject({ course_id: course.id, state: "cancelled" });
  });

  it("gives a course of price 0, though the request for it crashed and nobody asked again", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const stop = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-ordersFunction") && action === "TransactWriteItems" ? { after: "crash" } : undefined,
    );
    await order(platform, buyer, course);
    stop();
    pass(platform, 3 * minute);
    await sweep(platform);
    expect(await enrolledIn(platform, buyer)).toContain(course.id);
  });

  it("enrolls once of twenty requests at once", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const replies = await Promise.all(Array.from({ length: 20 }, () => enroll(buyer, course)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
    const codes = new Set(replies.filter(({ status }) => status === 409).map(({ body }) => body.code));
    expect([...codes]).toEqual(["already_enrolled"]);
  });

  it("asks for a payment where a course has a price", async () => {
    const course = await newCourse(platform, admin);
    expect(await enroll(buyer, course)).toMatchObject({ status: 402, body: { code: "payment_required" } });
  });

  it("lets the unverified have free courses, but not pay", async () => {
    const unverified = await newPerson(platform, { verified: false });
    const [free, paid] = [await newCourse(platform, admin, { price: 0 }), await newCourse(platform, admin)];
    expect((await enroll(unverified, free)).status).toBe(201);
    expect(await order(platform, unverified, paid)).toMatchObject({ status: 403, body: { code: "email_unverified" } });
  });

  it("sells nobody what they have", async () => {
    const course = await newCourse(platform, admin);
    const { body } = await order(platform, buyer, course);
    await pay(platform, body.payment);
    await delivered(platform);
    expect(await order(platform, buyer, course)).toMatchObject({ status: 409, body: { code: "already_enrolled" } });
  });

  it.each(["draft", "archived"])("neither sells nor gives a course that is %s", async (status) => {
    const paid = await newDraft(platform, admin);
    const free = await newDraft(platform, admin, { price: 0 });
    if (status === "archived") await Promise.all([paid, free].map(({ id }) => setStatus(id, status)));
    expect(await order(platform, buyer, paid)).toMatchObject({ status: 404, body: { code: "course_not_found" } });
    expect(await enroll(buyer, free)).toMatchObject({ status: 404, body: { code: "course_not_found" } });
    expect(await order(platform, buyer, { id: "crs_nowhere" })).toMatchObject({ status: 404 });
  });

  it.each(["draft", "archived"])(
    "grants what was ordered, though the course is %s by the time of paying",
    async (to) => {
      const course = await newCourse(platform, admin);
      const { body } = await order(platform, buyer, course);
      expect((await setStatus(course.id, to)).status).toBe(200);
      await pay(platform, body.payment);
      await delivered(platform);
      expect(await enrolledIn(platform, buyer)).toContain(course.id);
    },
  );

  it("takes the price of the order's time, whatever it becomes", async () => {
    const course = await newCourse(platform, admin, { price: 500 });
    const { body } = await order(platform, buyer, course);
    await call(platform, `PUT /api/courses/${course.id}`, { token: admin.token, body: { price: 9000 } });
    await pay(platform, body.payment);
    await delivered(platform);
    const mine = await call(platform, `GET /api/orders/${body.order.id}`, { token: buyer.token });
    expect(mine.body.order).toMatchObject({ state: "completed", total_amount: 500 });
  });

  it("doesn't delete a course that somebody is about to pay for", async () => {
    const course = await newCourse(platform, admin);
    const { body } = await order(platform, buyer, course);
    await call(platform, `DELETE /api/courses/${course.id}`, { token: admin.token });
    await pay(platform, body.payment);
    await delivered(platform);
    expect(await enrolledIn(platform, buyer)).toContain(course.id);
  });
});
