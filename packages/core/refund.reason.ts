import { failures } from "#contract/failure";
import { refundsOf } from "./refund.entity";

const isCode = (reason: string): reason is keyof typeof failures => Object.hasOwn(failures, reason);

/** Why a payment is on its way back of which nothing could be granted, in words. One query. */
export async function reasonOfReturn(order_id: string): Promise<string> {
  const reasons = (await refundsOf(order_id)).map(({ reason = "" }) => reason);
  const code = reasons.find(isCode);
  return code ? failures[code].title : "What you ordered can’t be had any more";
}
