import { call } from "../api";
import { newEvent } from "../events";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { refund } from "../refunds";
import { type Ordered, openShop, type Shoppers } from "../shoppers";
import { sumOf } from "../signals";
import { hour, pass, reconcile, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

describe("paid and not granted", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin, { courses: 4 });
  });
  afterAll(() => platform.close());

  /** How many are found by whoever looks, and what is logged of them. */
  const found = async (look: (platform: TestPlatform) => Promise<unknown>, by: "sweeper" | "reconciler") => {
    const from = platform.lines.length;
    await look(platform);
    const lines = platform.lines.slice(from);
    const logged = lines.find((line) => line.includes("paid and not granted")) ?? "";
    return { count: sumOf(lines, "PaidNotGranted", by), logged };
  };

  /** What no code of ours does: a grant that is gone while its order stands. */
  const lose = async ({ buyer, course, order }: Ordered): Promise<void> => {
    const { Enrollments } = await import("#core/enrollment.entity");
    await Enrollments.patch({ user_id: buyer.id, course_id: course.id })
      .delete({ grants: [`order:${order.id}`] })
      .go();
  };

  it("is nobody, as long as everything is well", async () => {
    await shop.paid();
    expect(await found(sweep, "sweeper")).toEqual({ count: 0, logged: "" });
    expect(await found(reconcile, "reconciler")).toEqual({ count: 0, logged: "" });
  });

  it("isn't who has left the course, and could come back", async () => {
    const { buyer, course } = await shop.paid();
    await call(platform, `DELETE /api/courses/${course.id}/enroll`, { token: buyer.token });
    expect((await found(sweep, "sweeper")).count).toBe(0);
  });

  it("isn't who has their money back", async () => {
    const { order } = await shop.paid();
    await refund(platform, admin, order, {});
    await delivered(platform);
    expect((await found(sweep, "sweeper")).count).toBe(0);
  });

  it("is a buyer whose seat is gone", async () => {
    const event = await newEvent(platform, admin, { price: 500, capacity: 5 });
    const buyer = await newPerson(platform);
    const ordered = await call(platform, "POST /api/orders/create-payment", {
      token: buyer.token,
      body: { event_id: event.id },
    });
    await pay(platform, ordered.body.payment);
    await delivered(platform);
    expect((await found(sweep, "sweeper")).count).toBe(0);

    const { Registrations } = await import("#core/registration.entity");
    const seat = Registrations.patch({ user_id: buyer.id, event_id: event.id });
    await seat.set({ grant: "free" }).go();
    const { count, logged } = await found(sweep, "sweeper");
    expect(count).toBe(1);
    expect(logged).toContain(ordered.body.order.id);
    await Registrations.patch({ user_id: buyer.id, event_id: event.id })
      .set({ grant: `order:${ordered.body.order.id}` })
      .go();
  });

  it("is a buyer whose course is gone: within a minute, and still after days, until it is given back", async () => {
    const ordered = await shop.paid();
    await lose(ordered);
    const { count, logged } = await found(sweep, "sweeper");
    expect([count, logged.includes(ordered.order.id), logged.includes("ERROR")]).toEqual([1, true, true]);

    pass(platform, 50 * hour);
    admin = await signedInAgain(platform, admin);
    expect((await found(sweep, "sweeper")).count).toBe(0);
    expect((await found(reconcile, "reconciler")).count).toBe(1);

    await refund(platform, admin, ordered.order, {});
    await delivered(platform);
    expect((await found(reconcile, "reconciler")).count).toBe(0);
  });
});
