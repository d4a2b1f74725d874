import { openedOrder } from "./checkout";
import type { Order } from "./order.entity";
import { find } from "./settlement";

/** A buyer's latest order for a course or event, while it is unpaid and not given up; `previous` whatever became of it. */
export async function openOrderOf(user_id: string, subject_id: string): Promise<{ previous?: string; order?: Order }> {
  const previous = await openedOrder(user_id, subject_id);
  const order = previous ? await find(previous) : undefined;
  return { previous, order: order?.state === "pending" ? order : undefined };
}
