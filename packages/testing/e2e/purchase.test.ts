import { call } from "../api";
import { newCourse } from "../courses";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("buying a course", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  it("enrolls the buyer once the webhook says that it is paid", async () => {
    const course = await newCourse(platform, admin);
    const buyer = await newPerson(platform);
    const ordered = await order(platform, buyer, course);
    expect(ordered).toMatchObject({ status: 201, body: { order: { state: "pending", total_amount: 1499 } } });
    expect((await pay(platform, ordered.body.payment)).status).toBe(200);
    await platform.settled();

    const enrolled = await call(platform, "GET /api/courses/enrolled", { token: buyer.token });
    expect(enrolled.body).toMatchObject({
      total: 1,
      courses: [{ course_id: course.id, order_id: ordered.body.order.id }],
    });
    const mine = await call(platform, "GET /api/orders/my-orders", { token: buyer.token });
    expect(mine.body).toMatchObject({ total: 1, orders: [{ state: "completed", payment_status: "completed" }] });
    const all = await call(platform, "GET /api/orders?status=completed", { token: admin.token });
    expect(all.body).toMatchObject({ total: 1, orders: [{ id: ordered.body.order.id }] });
    const shown = await call(platform, `GET /api/courses/${course.slug}`);
    expect(shown.body.course.enrollments).toBe(1);
  });
});
