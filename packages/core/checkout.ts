import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { type Step, step } from "./transaction";

/** A buyer's one open order for a course or event: whoever asks again, from another tab or after a crash, gets that one. */
const Checkouts = new Entity(
  {
    model: { service: "iq", entity: "checkout", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      /** Of the course or event. */
      subject_id: { type: "string", required: true },
      order_id: { type: "string", required: true },
      /** Epoch seconds. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["subject_id"], template: "checkout#${subject_id}", casing: "none" },
      },
    },
  },
  store,
);

/** Thrown by a transaction when another checkout came between. */
export class CheckoutTaken extends Error {}

/** Makes `order_id` the open order, in place of `previous` if there was one. */
export const openCheckout = (
  row: { user_id: string; subject_id: string; order_id: string; ttl: number },
  previous: string | undefined,
): Step =>
  step(
    Checkouts.put(row)
      .where(({ order_id }, { eq, notExists }) => (previous ? eq(order_id, previous) : notExists(order_id)))
      .params(),
    () => new CheckoutTaken(),
  );

/** Id of the order that was opened last. */
export async function openedOrder(user_id: string, subject_id: string): Promise<string | undefined> {
  const { data } = await Checkouts.get({ user_id, subject_id }).go({ consistent: true });
  return data?.order_id;
}
