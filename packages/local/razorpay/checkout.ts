import { createHmac } from "node:crypto";
import type { Payment } from "./books";
import type { Desk } from "./desk";

/** What Razorpay's checkout hands to the merchant's page after a payment, signed with the key secret. */
export function handover({ keys }: Desk, { id, order_id }: Payment) {
  const signature = createHmac("sha256", keys.keySecret).update(`${order_id}|${id}`).digest("hex");
  return { razorpay_payment_id: id, razorpay_order_id: order_id, razorpay_signature: signature };
}
