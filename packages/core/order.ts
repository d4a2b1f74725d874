import type { ProviderPayment } from "#adapters/payment";
import { providerOf } from "#adapters/providers";
import { Failure } from "#contract/failure";
import { audited } from "./audit";
import { offerOf, type Wanted } from "./offer";
import type { Order, OrderState } from "./order.entity";
import { pendingOf } from "./order.lists";
import { openOrder, type Wishes } from "./order.place";
import { cancel, checkoutUrl, checkPayment, nothingDue, paymentOf, takerOf } from "./payment";
import type { Session } from "./session";
import { find, settle } from "./settlement";
import { commit } from "./transaction";

/** What the buyer's browser pays an order with. */
async function payable(order: Order, { reference, ...made }: ProviderPayment) {
  const provider = takerOf(order) ?? "stripe";
  const publishable_key = (await providerOf(provider)).publishableKey();
  const checkout_url = checkoutUrl(provider, { reference, ...made });
  return { provider, payment_id: reference, client_secret: made.client_secret, publishable_key, checkout_url };
}

/** An order, and how to pay it where it costs something. */
interface Placed {
  order: Order;
  payment: Awaited<ReturnType<typeof payable>> | null;
}

/**
 * Orders a course or a seat in an event: one open order per buyer and thing, one payment per order, however often it is
 * asked for; asked for with another coupon, another in its place.
 * @throws Failure course_not_found, event_not_found, already_enrolled, already_registered, event_full, event_over,
 * email_unverified, payment_provider_unavailable, coupon_not_found, coupon_expired, coupon_not_applicable,
 * coupon_exhausted, wrong_state while the payment of the one that stands open is under way
 */
export async function createPayment(wanted: Wanted & Wishes, buyer: Session, now: Date): Promise<Placed> {
  if (!buyer.email_verified) throw new Failure("email_unverified");
  const order = await openOrder(await offerOf(wanted), buyer, wanted, now);
  if (order.total_amount === 0) return { order: await settle(order.id, nothingDue(order), now), payment: null };
  const payment = await paymentOf(order);
  if (payment.outcome !== "cancelled")
    return { order: { ...order, transaction_id: payment.reference }, payment: await payable(order, payment) };
  // Closed in the provider's dashboard, or by a try that broke off.
  await cancel(order, now);
  return createPayment(wanted, buyer, now);
}

/** @throws Failure order_not_found; somebody else's order is not found either, but for an admin. */
export async function findFor(id: string, reader: Session): Promise<Order> {
  const order = await find(id);
  if (!order || (order.user_id !== reader.id && reader.role !== "admin")) throw new Failure("order_not_found");
  return order;
}

/** What a checkout hands to the buyer's browser, where the provider's does. */
export interface Receipt {
  payment_id?: string;
  signature?: string;
}

/** What is paid is asked of the provider; a receipt that isn't its own is refused before. */
async function requireGenuine(order: Order, { payment_id, signature }: Receipt): Promise<void> {
  if (!payment_id || !signature) return;
  const genuine = takerOf(order) === "razorpay" && (await isSignedByRazorpay(order, payment_id, signature));
  if (!genuine) throw new Failure("invalid_signature");
}

async function isSignedByRazorpay(order: Order, payment_id: string, signature: string): Promise<boolean> {
  const { verifySignature } = await import("#adapters/razorpay");
  return verifySignature(order.transaction_id ?? "", payment_id, signature);
}

/**
 * @throws Failure order_not_found, invalid_signature, payment_required while it is unpaid, wrong_state once it is given up
 */
export async function verifyPayment(id: string, receipt: Receipt, buyer: Session, now: Date): Promise<Order> {
  const order = await findFor(id, buyer);
  await requireGenuine(order, receipt);
  const settled = order.state === "pending" ? await checkPayment(order, now) : order;
  if (settled.state === "pending") throw new Failure("payment_required", { detail: settled.declined });
  if (settled.state === "failed" || settled.state === "cancelled") throw new Failure("wrong_state");
  return settled;
}

/** From where an admin's hand leads. What was given up can still be settled: a transfer came late, or a try broke off. */
const movable: Record<"completed" | "cancelled", readonly OrderState[]> = {
  completed: ["pending", "failed", "cancelled"],
  cancelled: ["pending"],
};

/** By an admin's hand. @throws Failure order_not_found, wrong_state, already_enrolled by another order */
export async function setStatus(id: string, to: "completed" | "cancelled", reason: string, by: Session, now: Date) {
  const order = await findFor(id, by);
  if (order.state === to) return order;
  if (!movable[to].includes(order.state)) throw new Failure("wrong_state");
  const record = audited(by, "order.status", id, { from: order.state, to, reason }, now);
  // On record first: once its payment is closed, anybody who looks at the order may be quicker to give it up.
  if (to === "cancelled") await commit([...record]);
  // Whatever is decided, the buyer must not be able to pay as well.
  const closed = await cancel(order, now);
  if (to === "cancelled" || closed.state === "completed") return closed;
  return settle(id, { ...nothingDue(order), provider: "manual", payment_id: by.id, notes: reason, record }, now);
}

/** Somebody's unpaid orders, to be given up. */
export async function* ordersToGiveUp(user_id: string, now: Date): AsyncGenerator<() => Promise<unknown>> {
  for await (const order of pendingOf(user_id)) yield () => cancel(order, now);
}
