import { providerOf } from "#adapters/providers";
import { Failure } from "#contract/failure";
import type { ProviderName } from "#contract/order";
import { webhooks } from "#contract/webhooks";
import { settle } from "#core/settlement";
import { settleStatement } from "#core/statement";
import { serve } from "#http/serve";

interface Request {
  raw: { body: Buffer; headers: Record<string, string | undefined> };
  now: Date;
}

/** An order that we don't know yet is answered 404, and the provider comes again; a payment that isn't ours names none. */
async function take(name: ProviderName, { raw, now }: Request): Promise<{ received: boolean }> {
  const provider = await providerOf(name);
  const event = await provider.readEvent(raw.body, raw.headers);
  if (!event) throw new Failure("invalid_signature");
  if (event.evidence?.order_id) await settle(event.evidence.order_id, event.evidence, now);
  if (event.changed) {
    const statement = await provider.statement(event.changed);
    if (statement.order_id) await settleStatement(statement.order_id, statement, now);
  }
  return { received: true };
}

export const handler = serve(webhooks, {
  stripe: (call) => take("stripe", call),
  razorpay: (call) => take("razorpay", call),
});
