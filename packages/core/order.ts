import { setting } from "#adapters/environment";
import { providerOf } from "#adapters/providers";
import type { BillingAddress } from "#contract/billing-address";
import { Failure } from "#contract/failure";
import { type ProviderName, providerName } from "#contract/order";
import { audited } from "./audit";
import { kinds, type Offer } from "./offer";
import type { Order, OrderState } from "./order.entity";
import { pendingOf } from "./order.lists";
import { openOrder } from "./order.place";
import { cancel, checkoutUrl, checkPayment, nothingDue, paymentOf, takerOf } from "./payment";
import type { Session } from "./session";
import { find, settle } from "./settlement";

/** What a buyer orders, as it arrives. */
export interface Wanted {
  course_id?: string;
  event_id?: string;
  billing_address?: BillingAddress;
  provider?: ProviderName;
}

/** @throws Failure invalid_input unless exactly one of the two is named */
function offered({ course_id, event_id }: Wanted): Promise<Offer> {
  if (course_id && !event_id) return kinds.course.find(course_id);
  if (event_id && !course_id) return kinds.event.find(event_id);
  const message = "exactly one of course_id and event_id must be given";
  throw new Failure("invalid_input", { errors: [{ path: "body.course_id", message }] });
}

/** What the buyer's browser pays an order with. */
async function paymentFor(order: Order) {
  const { reference, ...made } = await paymentOf(order);
  const provider = takerOf(order) ?? "stripe";
  const publishable_key = (await providerOf(provider)).publishableKey();
  const checkout_url = checkoutUrl({ reference, ...made });
  return { provider, payment_id: reference, client_secret: made.client_secret, publishable_key, checkout_url };
}

/**
 * Orders a course or a seat in an event: one open order per buyer and thing, one payment per order, however often it is
 * asked for.
 * @throws Failure course_not_found, event_not_found, already_enrolled, already_registered, event_full, event_over,
 * email_unverified, payment_provider_unavailable
 */
export async function createPayment(wanted: Wanted, buyer: Session, now: Date) {
  if (!buyer.email_verified) throw new Failure("email_unverified");
  const offer = await offered(wanted);
  const { billing_address, provider = providerName.parse(setting("PAYMENT_PROVIDER")) } = wanted;
  const order = await openOrder(offer, buyer, { billing_address, provider }, now);
  if (order.total_amount === 0) return { order: await settle(order.id, nothingDue(order), now), payment: null };
  const payment = await paymentFor(order);
  return { order: { ...order, transaction_id: payment.payment_id }, payment };
}

/** @throws Failure order_not_found; somebody else's order is not found either, but for an admin. */
export async function findFor(id: string, reader: Session): Promise<Order> {
  const order = await find(id);
  if (!order || (order.user_id !== reader.id && reader.role !== "admin")) throw new Failure("order_not_found");
  return order;
}

/** @throws Failure order_not_found, payment_required while it is unpaid, wrong_state once it is given up */
export async function verifyPayment(id: string, buyer: Session, now: Date): Promise<Order> {
  const order = await findFor(id, buyer);
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
  // Whatever is decided, the buyer must not be able to pay as well.
  const closed = await cancel(order, now, to === "cancelled" ? record : undefined);
  if (to === "cancelled" || closed.state === "completed") return closed;
  return settle(id, { ...nothingDue(order), provider: "manual", payment_id: by.id, notes: reason, record }, now);
}

/** Somebody's unpaid orders, to be given up. */
export async function* ordersToGiveUp(user_id: string, now: Date): AsyncGenerator<() => Promise<unknown>> {
  for await (const order of pendingOf(user_id)) yield () => cancel(order, now);
}
