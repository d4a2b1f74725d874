import type { Evidence, Glance, PaymentRequest, ProviderPayment } from "../payment";
import { ask, read } from "./api";
import { all } from "./pages";
import { isRefusal } from "./refusal";
import { collection, isCaptured, noted, type Order, order, type Payment, payment } from "./shapes";

const byAge = (a: Order, b: Order): number => a.created_at - b.created_at || (a.id < b.id ? -1 : 1);

/** The order that was made first with this receipt: the one that counts, should there be more. */
async function madeFor(order_id: string): Promise<Order | undefined> {
  const { items } = await read(collection(order), "/v1/orders", { receipt: order_id, count: "100" });
  return items.filter(({ receipt }) => receipt === order_id).sort(byAge)[0];
}

/**
 * Minutes within which a payment must be authorized for Razorpay to take it; later it goes back by itself. Its smallest.
 * https://razorpay.com/docs/payments/payments/capture-settings/api/
 */
const captureWithin = 12;

const post = ({ order_id, amount, currency }: PaymentRequest): Promise<Order> =>
  ask(order, {
    ...{ method: "POST", path: "/v1/orders", repeatable: false },
    body: {
      ...{ amount, currency, receipt: order_id },
      notes: { order_id },
      payment: {
        capture: "automatic",
        capture_options: {
          ...{ automatic_expiry_period: captureWithin, manual_expiry_period: captureWithin, refund_speed: "normal" },
        },
      },
    },
  });

/**
 * Razorpay has no idempotency key for orders: the receipt is looked up before, and again after, because somebody else
 * may have made one at the same time. An account can be set to refuse a receipt that is taken.
 */
export async function create(request: PaymentRequest): Promise<ProviderPayment> {
  const present = await madeFor(request.order_id);
  if (present) return { reference: present.id };
  const made = await post(request).catch(async (error: unknown) => {
    const taken = isRefusal(error) ? await madeFor(request.order_id) : undefined;
    if (!taken) throw error;
    return taken;
  });
  const first = await madeFor(request.order_id);
  return { reference: (first ?? made).id };
}

/** What an attempt says about its order. A payment that is authorized, but not captured, isn't paid. */
export const evidenceOf = (attempt: Payment, reference: string, order_id: string | undefined): Evidence => ({
  ...{ provider: "razorpay", reference, order_id, payment_id: attempt.id },
  outcome: isCaptured(attempt) ? "paid" : "open",
  ...{ amount: attempt.amount, currency: attempt.currency.toUpperCase(), method: attempt.method ?? undefined },
  declined: attempt.error_description ?? undefined,
});

/** Attempts at an order, newest first. */
export const attemptsAt = async (reference: string): Promise<Payment[]> =>
  (await read(collection(payment), `/v1/orders/${encodeURIComponent(reference)}/payments`)).items;

/** An order and the attempt that counts: the one that was captured, or else the last. */
export async function recordOf(reference: string): Promise<{ evidence: Evidence; captured: Payment | undefined }> {
  const [made, attempts] = await Promise.all([
    read(order, `/v1/orders/${encodeURIComponent(reference)}`),
    attemptsAt(reference),
  ]);
  const captured = attempts.find(isCaptured);
  const [last] = attempts.toSorted((a, b) => b.created_at - a.created_at);
  const order_id = noted(made, "order_id");
  const untouched = { provider: "razorpay", reference, order_id, outcome: "open" } as const;
  const counting = captured ?? last;
  const evidence = counting
    ? evidenceOf(counting, reference, order_id)
    : { ...untouched, amount: made.amount, currency: made.currency.toUpperCase() };
  return { evidence, captured };
}

export const retrieve = async (reference: string): Promise<Evidence & ProviderPayment> =>
  (await recordOf(reference)).evidence;

/** Razorpay can't cancel an order. A payment that comes late is settled when it comes. */
export async function cancel(reference: string): Promise<Evidence> {
  const evidence = await retrieve(reference);
  return evidence.outcome === "open" ? { ...evidence, outcome: "cancelled" } : evidence;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** A payment's own notes may be anything: our order is known by Razorpay's. Whether it is disputed isn't told here. */
const glanceAt = (made: Payment): Glance => ({
  ...{ reference: made.order_id ?? made.id, paid: isCaptured(made), returned: made.amount_refunded, disputed: false },
});

/** Attempts that failed are left out. Razorpay counts the last second in. */
export async function* list(from: Date, until: Date): AsyncIterable<Glance> {
  const window = { from: String(seconds(from)), to: String(seconds(until) - 1) };
  for await (const made of all(payment, "/v1/payments", window)) if (isCaptured(made)) yield glanceAt(made);
}
