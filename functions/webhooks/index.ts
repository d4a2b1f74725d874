import type { ProviderEvent } from "#adapters/payment";
import { providerOf } from "#adapters/providers";
import { Failure } from "#contract/failure";
import type { ProviderName } from "#contract/order";
import { webhooks } from "#contract/webhooks";
import { settle } from "#core/settlement";
import { settleStatement } from "#core/statement";
import { AlreadySeen, claimed } from "#core/webhook";
import { serve } from "#http/serve";
import { count } from "#http/telemetry";

interface Request {
  raw: { body: Buffer; headers: Record<string, string | undefined> };
  now: Date;
}

/** An order that we don't know yet is answered 404, and the provider comes again; a payment that isn't ours names none. */
async function follow(name: ProviderName, { id, evidence, changed }: ProviderEvent, now: Date): Promise<void> {
  const claim = (order_id: string) => [claimed({ provider: name, id, order_id }, now)];
  if (evidence?.order_id) await settle(evidence.order_id, { ...evidence, record: claim(evidence.order_id) }, now);
  if (!changed) return;
  const statement = await (await providerOf(name)).statement(changed);
  if (statement.order_id) await settleStatement(statement.order_id, statement, now, claim(statement.order_id));
}

async function take(name: ProviderName, { raw, now }: Request): Promise<{ received: boolean }> {
  const event = await (await providerOf(name)).readEvent(raw.body, raw.headers);
  if (!event) count("RefusedSignatures");
  if (!event) throw new Failure("invalid_signature");
  try {
    await follow(name, event, now);
  } catch (error) {
    if (!(error instanceof AlreadySeen)) throw error;
  }
  return { received: true };
}

export const handler = serve(webhooks, {
  stripe: (call) => take("stripe", call),
  razorpay: (call) => take("razorpay", call),
});
