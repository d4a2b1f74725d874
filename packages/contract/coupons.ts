import * as z from "zod/mini";
import { newBillingAddress } from "./billing-address";
import { coupon, couponChange, couponCode, couponPreview, newCoupon } from "./coupon";
import { group } from "./endpoint";
import { message, pageOf, paging, reference } from "./fields";
import { exactlyOneOffered, offered } from "./offered";
import { taxSettings } from "./settings";

/** By id or code. */
const byId = z.strictObject({ id: reference });
const changed = z.object({ message: z.string(), coupon });

export const coupons = group("coupons", {
  summary: "Codes that take something off a price",
  needs: {
    table: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi1", "gsi2", "gsi3"],
    secrets: ["APP_KEY"],
    settings: ["RATE_LIMIT_ATTEMPTS", "RATE_LIMIT_WINDOW_SECONDS", ...taxSettings],
  },
  endpoints: {
    list: {
      method: "GET",
      path: "/coupons",
      access: "admin",
      summary: "All coupons, latest first; those that are switched on, or off",
      query: z.strictObject({ ...paging, active: z.optional(z.enum(["true", "false"])) }),
      returns: pageOf("coupons", coupon),
      errors: ["invalid_cursor"],
      csv: true,
    },
    create: {
      method: "POST",
      path: "/coupons",
      access: "admin",
      summary: "A new coupon",
      body: newCoupon,
      status: 201,
      returns: changed,
      errors: ["coupon_exists"],
    },
    preview: {
      method: "POST",
      path: "/coupons/preview",
      access: "user",
      summary: "What a course or a seat would cost with a coupon; nothing is used up",
      body: z
        .strictObject({ code: couponCode, ...offered, billing_address: z.optional(newBillingAddress) })
        .check(exactlyOneOffered),
      returns: z.object({ preview: couponPreview }),
      errors: [
        ...(["coupon_not_found", "coupon_not_applicable", "coupon_expired", "coupon_exhausted"] as const),
        ...(["course_not_found", "event_not_found", "event_cancelled"] as const),
      ],
      throttle: "code",
    },
    byId: {
      method: "GET",
      path: "/coupons/{id}",
      access: "admin",
      summary: "One coupon, by id or code",
      params: byId,
      returns: z.object({ coupon }),
      errors: ["coupon_not_found"],
    },
    update: {
      method: "PUT",
      path: "/coupons/{id}",
      access: "admin",
      summary: "Change a coupon; fields left out stay. Orders that have it keep what they were promised",
      params: byId,
      body: couponChange,
      returns: changed,
      errors: ["coupon_not_found", "edited_meanwhile", "wrong_state"],
    },
    remove: {
      method: "DELETE",
      path: "/coupons/{id}",
      access: "admin",
      summary: "Delete a coupon that was never used; switch off any other",
      params: byId,
      returns: message,
      errors: ["coupon_not_found", "edited_meanwhile"],
    },
  },
});
