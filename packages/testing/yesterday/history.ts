import { call } from "../api";
import { newCoupon } from "../coupons";
import { newCourse } from "../courses";
import { hoursAhead, newEvent, registerFor } from "../events";
import { pay } from "../payments";
import { newPerson } from "../people";
import type { TestPlatform } from "../platform";
import { dispute } from "../refunds";
import { runSweeper } from "../time";
import { assembleCast, tourOf } from "../tour";

/** Lets everything happen of which a row tells: what a tour does, and what it doesn't come by. */
export async function assembleHistory(platform: TestPlatform): Promise<void> {
  const cast = await assembleCast(platform);
  for (const visit of Object.values(tourOf(platform, cast))) await visit();
  await platform.settled();
  const admin = await newPerson(platform, { role: "admin", name: "Meera Nair" });
  const buyer = await newPerson(platform, { name: "Asha Rao" });
  const coupon = await newCoupon(platform, admin);
  for (const title of ["Kept", "Disputed"]) {
    const { id: course_id } = await newCourse(platform, admin, { title });
    const body = { course_id, coupon_code: coupon.code };
    const headers = { "idempotency-key": `for-${course_id}` };
    const placed = await call(platform, "POST /api/orders/create-payment", { token: buyer.token, body, headers });
    await pay(platform, placed.body.payment);
    if (title === "Disputed") await dispute(platform, placed.body.payment);
  }
  const moved = await newEvent(platform, admin, { title: "Moved", ...hoursAhead(platform, 72) });
  await registerFor(platform, buyer, moved);
  const later = hoursAhead(platform, 96);
  await call(platform, `PUT /api/events/${moved.id}`, { token: admin.token, body: later });
  await call(platform, "POST /api/auth/login", { body: { email: buyer.email, password: "wrong-password" } });
  await runSweeper(platform);
  await platform.settled();
}
