import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/**
 * A coupon. Its code is its key, which keeps codes unique and makes a buyer's look at it one consistent read; it never
 * changes. Amounts are in major units of `currency`. What is absent limits nothing.
 */
export const Coupons = new Entity(
  {
    model: { service: "iq", entity: "coupon", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      /** Upper case. */
      code: { type: "string", required: true },
      kind: { type: ["percent", "fixed"] as const, required: true },
      value: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const },
      course_ids: { type: "list", items: { type: "string" } },
      event_ids: { type: "list", items: { type: "string" } },
      category_ids: { type: "list", items: { type: "string" } },
      starts_at: { type: "string" },
      ends_at: { type: "string" },
      max_uses: { type: "number" },
      max_uses_per_user: { type: "number" },
      min_amount: { type: "number" },
      max_discount: { type: "number" },
      active: { type: "boolean", required: true },
      /** Orders that have completed with it, and those that keep a use while they are unpaid. */
      uses: { type: "number", required: true },
      /** Set by the first use: such a coupon is switched off, never deleted. */
      referred: { type: "boolean" },
      description: { type: "string" },
      created_by: { type: "string", required: true },
      /** Counts edits, not uses: a use is refused when its terms were edited between reading and taking it. */
      revision: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["code"], template: "coupon#${code}", casing: "none" },
        sk: { field: "sk", composite: [], template: "coupon", casing: "none" },
      },
      all: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: [], template: "coupons#all", casing: "none" },
        sk: { field: "gsi1sk", composite: ["created_at", "id"], template: "${created_at}#${id}", casing: "none" },
      },
      byActivity: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: ["active"], template: "coupons#active:${active}", casing: "none" },
        sk: { field: "gsi2sk", composite: ["created_at", "id"], template: "${created_at}#${id}", casing: "none" },
      },
      byId: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["id"], template: "coupon-id#${id}", casing: "none" },
        sk: { field: "gsi3sk", composite: [], template: "coupon", casing: "none" },
      },
    },
  },
  store,
);
export type Coupon = EntityItem<typeof Coupons>;

/** How often one person has used a coupon: among the rows of the person. */
export const CouponUses = new Entity(
  {
    model: { service: "iq", entity: "coupon-use", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      code: { type: "string", required: true },
      uses: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["code"], template: "coupon#${code}", casing: "none" },
      },
    },
  },
  store,
);

/** By its code, as it stands now. One read. */
export async function findCoupon(code: string): Promise<Coupon | undefined> {
  const { data } = await Coupons.get({ code: code.toUpperCase() }).go({ consistent: true });
  return data ?? undefined;
}
