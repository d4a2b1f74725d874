import { createHmac } from "node:crypto";
import { payByRazorpay, webhooks } from "../payments";
import { newPerson } from "../people";
import type { TestPlatform } from "../platform";
import { as, type Tour, unheardOf } from "./step";

interface Recorded {
  events: { id: string; body: { event: string } }[];
}

/** What Razorpay told last of a payment that was taken, as it told it. */
async function capturedEvent({ cloud }: TestPlatform) {
  const answer = await fetch(`${cloud.urls.razorpay}/local/events`);
  const { events } = (await answer.json()) as Recorded;
  const event = events.findLast(({ body }) => body.event === "payment.captured");
  if (!event) throw new Error("Razorpay has recorded no payment");
  const raw = JSON.stringify(event.body);
  const signature = createHmac("sha256", "razorpay_local_webhook").update(raw).digest("hex");
  return { raw, headers: { "x-razorpay-signature": signature, "x-razorpay-event-id": event.id } };
}

/** A course bought by Razorpay. */
export async function buyByRazorpay({ platform, visit }: Tour, course: { id: string }): Promise<void> {
  const buyer = await newPerson(platform);
  await webhooks(platform, "drop", { provider: "razorpay" });
  const order = { course_id: course.id, provider: "razorpay" };
  const { body } = await visit("orders.createPayment by Razorpay", "POST /api/orders/create-payment", as(buyer, order));
  await payByRazorpay(platform, body.payment);
  await visit("webhooks.razorpay", "POST /api/webhooks/razorpay", await capturedEvent(platform));
  await webhooks(platform, "normal", { provider: "razorpay" });
}

/** A coupon's life, and what it does to a price. */
export async function giveCoupons({ platform, visit, admin }: Tour, course: { id: string }): Promise<void> {
  const buyer = await newPerson(platform);
  const newCode = () => unheardOf("OFF").replace(/\W/g, "").slice(0, 40).toUpperCase();
  const code = newCode();
  const terms = { code, kind: "percent", value: 10, max_uses: 100, max_uses_per_user: 1 };
  const { body } = await visit("coupons.create", "POST /api/coupons", as(admin, terms));
  const { body: spare } = await visit("coupons.create", "POST /api/coupons", as(admin, { ...terms, code: newCode() }));
  await visit("coupons.byId by id", `GET /api/coupons/${body.coupon.id}`, as(admin));
  await platform.settled();
  await visit("coupons.list", "GET /api/coupons?limit=1", as(admin));
  await visit("coupons.list that are on", "GET /api/coupons?limit=1&active=true", as(admin));
  await visit("coupons.byId", `GET /api/coupons/${code}`, as(admin));
  await visit("coupons.update", `PUT /api/coupons/${code}`, as(admin, { max_uses: 50 }));
  await visit("coupons.preview", "POST /api/coupons/preview", as(buyer, { code, course_id: course.id }));
  const wanted = { course_id: course.id, coupon_code: code };
  await visit("orders.createPayment with a coupon", "POST /api/orders/create-payment", as(buyer, wanted));
  await visit("coupons.remove", `DELETE /api/coupons/${code}`, as(admin));
  await visit("coupons.remove one that nobody used", `DELETE /api/coupons/${spare.coupon.id}`, as(admin));
}
