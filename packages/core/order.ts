import { numberSetting, setting } from "#adapters/environment";
import * as stripe from "#adapters/stripe";
import { Failure } from "#contract/failure";
import { audited } from "./audit";
import { CheckoutTaken, openCheckout, openedOrder } from "./checkout";
import { findPublished } from "./course";
import { type Course, Courses } from "./course.entity";
import { schedule } from "./due";
import { find as findEnrollment } from "./enrollment";
import { givesAccess } from "./enrollment.entity";
import { newId } from "./id";
import { quote, toMinor } from "./money";
import { type Order, type OrderState, Orders } from "./order.entity";
import { type Page, type Paging, readPage } from "./page";
import type { Session } from "./session";
import { find, type Proof, settle } from "./settlement";
import { count, type List } from "./tally";
import { commit, type Step, step } from "./transaction";

const listOf = (userId: string): List => ({ name: `orders#user#${userId}`, index: "gsi1" });

/** Lists of all orders, and of those in one state; counted by the projector. */
export const adminLists = (state: OrderState): List[] => [
  { name: "orders#all", index: "gsi2" },
  { name: `orders#state#${state}`, index: "gsi3" },
];

/** The first look at an unpaid order, for a webhook that was lost; milliseconds. */
const firstCheck = 2 * 60_000;

function draft(course: Course, buyer: Session, billing_address: unknown, now: Date): Order {
  const expires = new Date(now.getTime() + numberSetting("HOLD_MINUTES") * 60_000);
  return {
    ...{ id: newId("ord", now), user_id: buyer.id, course_id: course.id, title: course.title },
    ...{ buyer_name: buyer.name, buyer_email: buyer.email, state: "pending" },
    ...{ ...quote(course.price, course.currency), currency: course.currency, refunded_amount: 0, billing_address },
    ...{ expires_at: expires.toISOString(), created_at: now.toISOString(), updated_at: now.toISOString() },
  };
}

/** Once ordered, a course is archived instead of deleted. */
const markOrdered = (course: Course): Step[] =>
  course.referred
    ? []
    : [step(Courses.patch({ id: course.id }).set({ referred: true }).params(), () => new Failure("course_not_found"))];

async function place(order: Order, course: Course, previous: string | undefined, now: Date): Promise<Order> {
  const { user_id, course_id, id: order_id } = order;
  const ttl = Math.floor(now.getTime() / 1000) + 24 * 3600;
  await commit([
    step(Orders.create(order).params()),
    openCheckout({ user_id, course_id, order_id, ttl }, previous),
    schedule("check-order", order_id, new Date(now.getTime() + firstCheck)),
    count(listOf(user_id), 1),
    ...markOrdered(course),
  ]);
  return order;
}

const isOpen = (order: Order | undefined, now: Date): order is Order =>
  order?.state === "pending" && order.expires_at > now.toISOString();

/** The buyer's open order for the course, or a new one. */
async function openOrder(course: Course, buyer: Session, address: unknown, now: Date): Promise<Order> {
  for (;;) {
    const previous = await openedOrder(buyer.id, course.id);
    const open = previous ? await find(previous) : undefined;
    if (isOpen(open, now)) return open;
    try {
      return await place(draft(course, buyer, address, now), course, previous, now);
    } catch (error) {
      if (!(error instanceof CheckoutTaken)) throw error;
    }
  }
}

/** @throws Failure payment_refused when the provider says no, payment_provider_unavailable when it says nothing. */
async function asking<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (stripe.isRefusal(error)) throw new Failure("payment_refused", { cause: error });
    throw new Failure("payment_provider_unavailable", { retryAfter: 5, cause: error });
  }
}

/** The provider's payment of an order, made if need be. Asking twice makes one. */
export async function paymentOf(order: Order): Promise<{ payment_id: string; client_secret: string }> {
  if (order.gateway_transaction_id) return asking(stripe.retrieve(order.gateway_transaction_id));
  const made = await asking(
    stripe.create({
      order_id: order.id,
      amount: toMinor(order.total_amount, order.currency),
      currency: order.currency,
      title: order.title,
      email: order.buyer_email,
    }),
  );
  const known = { provider: "stripe", gateway_transaction_id: made.payment_id };
  await Orders.patch({ id: order.id }).set(known).go();
  return made;
}

function checkoutUrl(payment: { payment_id: string; client_secret: string }): string | undefined {
  const page = setting("CHECKOUT_URL");
  if (!page) return undefined;
  const [site] = setting("FRONTEND_URL").split(",");
  return `${page}/${payment.payment_id}?${new URLSearchParams({ client_secret: payment.client_secret, return_url: site ?? "" })}`;
}

async function requireUnowned(buyer: Session, course: Course): Promise<void> {
  const present = await findEnrollment(buyer.id, course.id);
  if (present && givesAccess(present)) throw new Failure("already_enrolled");
  if (present?.grants?.length) throw new Failure("already_enrolled", { detail: "It is yours: enroll again" });
}

const nothingDue = (order: Order): Proof => ({
  ...{ provider: "none", payment_id: "none", order_id: order.id, outcome: "paid" },
  ...{ amount: toMinor(order.total_amount, order.currency), currency: order.currency },
});

/**
 * Orders a course: one open order per buyer and course, one payment per order, however often it is asked for.
 * @throws Failure course_not_found, already_enrolled, email_unverified, payment_provider_unavailable
 */
export async function createPayment(reference: string, buyer: Session, billing_address: unknown, now: Date) {
  if (!buyer.email_verified) throw new Failure("email_unverified");
  const course = await findPublished(reference);
  await requireUnowned(buyer, course);
  const order = await openOrder(course, buyer, billing_address, now);
  if (order.total_amount === 0) return { order: await settle(order.id, nothingDue(order), now), payment: null };
  const { payment_id, client_secret } = await paymentOf(order);
  const checkout_url = checkoutUrl({ payment_id, client_secret });
  const publishable_key = setting("STRIPE_PUBLISHABLE_KEY");
  return {
    order: { ...order, provider: "stripe", gateway_transaction_id: payment_id },
    payment: { provider: "stripe" as const, payment_id, client_secret, publishable_key, checkout_url },
  };
}

/** @throws Failure order_not_found; somebody else's order is not found either, but for an admin. */
export async function findFor(id: string, reader: Session): Promise<Order> {
  const order = await find(id);
  if (!order || (order.user_id !== reader.id && reader.role !== "admin")) throw new Failure("order_not_found");
  return order;
}

/** Settles an order from what the provider says about it now; where nothing is due, nobody has to say anything. */
export async function checkPayment(order: Order, now: Date): Promise<Order> {
  if (order.total_amount === 0) return settle(order.id, nothingDue(order), now);
  const { payment_id } = await paymentOf(order);
  return settle(order.id, await asking(stripe.retrieve(payment_id)), now);
}

/** @throws Failure order_not_found, payment_required while it is unpaid, wrong_state once it is given up */
export async function verifyPayment(id: string, buyer: Session, now: Date): Promise<Order> {
  const order = await findFor(id, buyer);
  const settled = order.state === "pending" ? await checkPayment(order, now) : order;
  if (settled.state === "pending") throw new Failure("payment_required", { detail: settled.declined });
  if (settled.state === "failed" || settled.state === "cancelled") throw new Failure("wrong_state");
  return settled;
}

/** Closes the payment of an unpaid order. One that the provider never took can't be paid either. */
async function closePayment(order: Order): Promise<Proof> {
  try {
    const { payment_id } = await paymentOf(order);
    return await asking(stripe.cancel(payment_id));
  } catch (error) {
    const neverTaken = error instanceof Failure && error.code === "payment_refused" && !order.gateway_transaction_id;
    if (!neverTaken) throw error;
    return { ...nothingDue(order), outcome: "cancelled" };
  }
}

/** Makes sure that an unpaid order can't be paid any more, and gives it up; settles it if it was paid meanwhile. */
export const cancel = async (order: Order, now: Date, record?: Step[]): Promise<Order> =>
  settle(order.id, { ...(await closePayment(order)), record }, now);

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

const parse = (Items: Record<string, unknown>[]): Order[] => Orders.parse({ Items }).data;

export const listMine = (buyer: { id: string }, paging: Paging): Promise<Page<Order>> =>
  readPage(Orders.query.ofUser({ user_id: buyer.id }).params({ order: "desc" }), paging, parse);

/** Somebody's unpaid orders, to be given up. */
export async function* ordersToGiveUp(user_id: string, now: Date): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const page: { data: Order[]; cursor: string | null } = await Orders.query
      .ofUser({ user_id })
      .go({ cursor, limit: 100 });
    const open = page.data.filter(({ state }) => state === "pending");
    yield* open.map((order) => () => cancel(order, now));
    cursor = page.cursor;
  } while (cursor);
}

export const listAll = (state: OrderState | undefined, paging: Paging): Promise<Page<Order>> =>
  readPage(
    state ? Orders.query.inState({ state }).params({ order: "desc" }) : Orders.query.all({}).params({ order: "desc" }),
    paging,
    parse,
  );
