import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

// biome-ignore lint/suspicious/noExplicitAny: a coupon as the API answers it, asserted by the tests
type AnsweredCoupon = any;

let made = 0;

/** A coupon of an admin's: a tenth off everything, under a code of its own. */
export async function newCoupon(
  platform: TestPlatform,
  admin: Person,
  overrides: object = {},
): Promise<AnsweredCoupon> {
  const body = { code: `TENTH-${++made}`, kind: "percent", value: 10, ...overrides };
  const reply = await call(platform, "POST /api/coupons", { token: admin.token, body });
  if (reply.status !== 201) throw new Error(`creating answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.coupon;
}

/** Orders a course with a coupon. */
export const orderWith = (
  platform: TestPlatform,
  buyer: Person,
  course: { id: string },
  coupon: { code: string },
  more: object = {},
): Promise<Reply> => {
  const body = { course_id: course.id, coupon_code: coupon.code, ...more };
  return call(platform, "POST /api/orders/create-payment", { token: buyer.token, body });
};
