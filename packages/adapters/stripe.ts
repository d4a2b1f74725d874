import { setting } from "./environment";
import { Stripe } from "./parts/stripe";
import type {
  DisputeEvidence,
  Evidence,
  Glance,
  PaymentProvider,
  PaymentRequest,
  ProviderEvent,
  ProviderPayment,
  RefundEvidence,
  RefundRequest,
  Statement,
} from "./payment";
import { secretThat } from "./secrets";
import { stripe } from "./stripe.client";
import { isHandled } from "./stripe.endpoint";

const paymentOf = ({ id, client_secret }: Stripe.PaymentIntent): ProviderPayment => ({
  reference: id,
  client_secret: client_secret ?? undefined,
});

function evidenceOf(intent: Stripe.PaymentIntent): Evidence {
  return {
    provider: "stripe",
    reference: intent.id,
    payment_id: intent.id,
    order_id: intent.metadata.order_id,
    outcome: intent.status === "succeeded" ? "paid" : intent.status === "canceled" ? "cancelled" : "open",
    amount: intent.status === "succeeded" ? intent.amount_received : intent.amount,
    currency: intent.currency.toUpperCase(),
    method: intent.payment_method_types[0],
    declined: intent.last_payment_error?.message,
  };
}

async function create({ order_id, amount, currency, title, email }: PaymentRequest): Promise<ProviderPayment> {
  const intent = await (await stripe()).paymentIntents.create(
    {
      amount,
      currency: currency.toLowerCase(),
      description: title,
      receipt_email: email,
      automatic_payment_methods: { enabled: true },
      metadata: { order_id },
    },
    { idempotencyKey: order_id },
  );
  return paymentOf(intent);
}

const retrieve = async (reference: string): Promise<Evidence & ProviderPayment> => {
  const intent = await (await stripe()).paymentIntents.retrieve(reference);
  return { ...evidenceOf(intent), ...paymentOf(intent) };
};

async function cancel(reference: string): Promise<Evidence> {
  try {
    return evidenceOf(await (await stripe()).paymentIntents.cancel(reference));
  } catch (error) {
    if (!isRefusal(error) || error.code !== "payment_intent_unexpected_state") throw error;
    return retrieve(reference);
  }
}

const isRefusal = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
  error instanceof Stripe.errors.StripeInvalidRequestError;

const refundStatus = (status: string | null): RefundEvidence["status"] => {
  if (status === "succeeded") return "succeeded";
  return status === "failed" || status === "canceled" ? "failed" : "pending";
};

const refundOf = ({ id, amount, status, metadata, reason }: Stripe.Refund): RefundEvidence => ({
  ...{ id, amount, status: refundStatus(status), refund_id: metadata?.refund_id, reason: reason ?? undefined },
});

/** An inquiry, whose status begins with `warning_`, takes no money; it may become a dispute. */
const takesMoney = ({ status }: Stripe.Dispute): boolean => !status.startsWith("warning_");

const disputeOf = ({ id, amount, status, reason }: Stripe.Dispute): DisputeEvidence => ({
  ...{ id, amount, reason, status: status === "won" ? "won" : status === "lost" ? "lost" : "open" },
});

/** Refunds of one payment fit into one page: Stripe allows fewer. */
async function refundsOf(payment_intent: string): Promise<RefundEvidence[]> {
  const { data } = await (await stripe()).refunds.list({ payment_intent, limit: 100 });
  return data.map(refundOf);
}

async function statement(reference: string): Promise<Statement> {
  const client = await stripe();
  const [evidence, refunds, disputes] = await Promise.all([
    retrieve(reference),
    refundsOf(reference),
    client.disputes.list({ payment_intent: reference, limit: 100 }),
  ]);
  return { ...evidence, refunds, disputes: disputes.data.filter(takesMoney).map(disputeOf) };
}

/** Stripe forgets an idempotency key after a day: what it has on record is asked for first. */
async function refund({ reference, refund_id, amount }: RefundRequest): Promise<RefundEvidence> {
  const present = (await refundsOf(reference)).find((one) => one.refund_id === refund_id);
  if (present) return present;
  const request = { payment_intent: reference, amount, metadata: { refund_id } };
  return refundOf(await (await stripe()).refunds.create(request, { idempotencyKey: refund_id }));
}

/** Seconds that a signed event stays acceptable; Stripe's own default. */
const tolerance = 300;

/** `t=1492774577,v1=5257a869…`. The SDK takes an element without a value for a mistake of the caller, not the sender. */
const signatureShape = /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/;

const idOf = (given: string | { id: string } | null): string | undefined =>
  typeof given === "string" ? given : given?.id;

function told({ id, type, data: { object } }: Stripe.Event): ProviderEvent {
  if (!isHandled(type)) return { id };
  if (type.startsWith("payment_intent.")) return { id, evidence: evidenceOf(object as Stripe.PaymentIntent) };
  return { id, changed: idOf((object as Stripe.Refund | Stripe.Charge | Stripe.Dispute).payment_intent) };
}

/** Whether the secret signed it, and lately. */
function signs(key: string, body: Buffer, signature: string): boolean {
  try {
    return Boolean(Stripe.webhooks.signature?.verifyHeader(body.toString(), signature, key, tolerance));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

async function readEvent(body: Buffer, headers: Record<string, string | undefined>) {
  const signature = headers["stripe-signature"] ?? "";
  if (!signatureShape.test(signature)) return undefined;
  // While an endpoint takes the place of another, events come by both.
  const key = await secretThat("STRIPE_WEBHOOK_SECRET", (key) => signs(key, body, signature));
  return key ? told((await stripe()).webhooks.constructEvent(body, signature, key, tolerance)) : undefined;
}

function glanceAt({ id, metadata, status, latest_charge }: Stripe.PaymentIntent): Glance {
  const charge = typeof latest_charge === "object" ? latest_charge : null;
  const [returned, disputed] = [charge?.amount_refunded ?? 0, charge?.disputed ?? false];
  return { reference: id, order_id: metadata.order_id, paid: status === "succeeded", returned, disputed };
}

async function* list(from: Date, until: Date): AsyncIterable<Glance> {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  const created = { gte: seconds(from), lt: seconds(until) };
  const query = { created, limit: 100, expand: ["data.latest_charge"] };
  for await (const intent of (await stripe()).paymentIntents.list(query)) yield glanceAt(intent);
}

export const provider: PaymentProvider = {
  ...{ create, retrieve, cancel, statement, refund, readEvent, list, isRefusal },
  publishableKey: () => setting("STRIPE_PUBLISHABLE_KEY"),
};
