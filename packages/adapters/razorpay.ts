import { setting } from "./environment";
import type { PaymentProvider, Statement } from "./payment";
import { disputesOf } from "./razorpay/disputes";
import { readEvent } from "./razorpay/events";
import { cancel, create, list, recordOf, retrieve } from "./razorpay/orders";
import { refund, refundsOf } from "./razorpay/refunds";
import { isRefusal } from "./razorpay/refusal";

export { verifySignature } from "./razorpay/signature";

async function statement(reference: string): Promise<Statement> {
  const { evidence, captured } = await recordOf(reference);
  if (!captured) return { ...evidence, refunds: [], disputes: [] };
  const [refunds, disputes] = await Promise.all([refundsOf(captured.id), disputesOf(captured)]);
  return { ...evidence, refunds, disputes };
}

export const provider: PaymentProvider = {
  ...{ create, retrieve, cancel, statement, refund, readEvent, list, isRefusal },
  publishableKey: () => setting("RAZORPAY_KEY_ID"),
};
