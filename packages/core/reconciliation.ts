import type { Glance, PaymentProvider } from "#adapters/payment";
import { providerOf } from "#adapters/providers";
import { type ProviderName, providerName } from "#contract/order";
import { noteDrift } from "./drift";
import { toMinor } from "./money";
import { type Order, type OrderState, Orders } from "./order.entity";
import { settleStatement } from "./statement";

/** What a comparison found. */
export interface Reconciliation {
  /** Payments that were looked at. */
  compared: number;
  /** Orders that didn't say what their provider did, and do now. */
  repaired: string[];
  /** Orders that still don't: for a person to look at. */
  drifted: string[];
  /** Paid, and of no order that we know: `pi_…`. */
  strays: string[];
}

/** Days back that are compared: as long as a provider goes on trying to deliver a webhook. */
const days = 3;

const paidStates: readonly OrderState[] = ["completed", "refunded", "partially_refunded"];

/** Whether an order says what a glance at its payment does. */
function agrees(order: Order, { paid, returned, disputed }: Glance): boolean {
  const minor = (major: number) => toMinor(major, order.currency);
  // A lost dispute counts as given back, and isn't a refund.
  const back = minor(order.refunded_amount);
  return (
    paid === paidStates.includes(order.state) &&
    (disputed ? back >= returned : back === returned) &&
    disputed === (order.disputed_amount > 0 || (disputed && back > returned))
  );
}

/** Our orders of the time by the provider's reference; read page by page. */
async function ordersSince(from: Date): Promise<Map<string, Order>> {
  const orders = new Map<string, Order>();
  let cursor: string | null = null;
  do {
    const page: { data: Order[]; cursor: string | null } = await Orders.query
      .all({})
      .between({ created_at: from.toISOString() }, { created_at: "9999" })
      .go({ cursor, limit: 100 });
    for (const order of page.data) if (order.transaction_id) orders.set(order.transaction_id, order);
    cursor = page.cursor;
  } while (cursor);
  return orders;
}

/** Brings an order to its provider's statement. @returns whether they agree then */
async function repair(provider: PaymentProvider, order: Order, glance: Glance, now: Date): Promise<boolean> {
  const statement = await provider.statement(glance.reference);
  const settled = await settleStatement(order.id, statement, now);
  return settled.drift === undefined && agrees(settled, glance);
}

async function compare(
  provider: PaymentProvider,
  window: { from: Date; until: Date },
  orders: Map<string, Order>,
  now: Date,
): Promise<Reconciliation> {
  const found: Reconciliation = { compared: 0, repaired: [], drifted: [], strays: [] };
  for await (const glance of provider.list(window.from, window.until)) {
    found.compared++;
    const order = orders.get(glance.reference);
    orders.delete(glance.reference);
    if (!order) {
      if (glance.paid) found.strays.push(glance.reference);
    } else if (!agrees(order, glance)) {
      const repaired = await repair(provider, order, glance, now);
      if (!repaired) await noteDrift(order.id, `${glance.reference} and the order don't say the same`, now);
      found[repaired ? "repaired" : "drifted"].push(order.id);
    }
  }
  return found;
}

/** What we believe is paid, and the provider has not in its list. */
async function missing(name: ProviderName, orders: Map<string, Order>, since: Date, now: Date): Promise<string[]> {
  const lost = [...orders.values()].filter(
    ({ provider, state, created_at }) =>
      provider === name && paidStates.includes(state) && created_at >= since.toISOString(),
  );
  for (const { id } of lost) await noteDrift(id, `${name} has no such payment`, now);
  return lost.map(({ id }) => id);
}

const hour = 3_600_000;

/**
 * Compares one provider's payments of the last days with our orders. What differs goes through the same transitions as
 * everything else; what they can't mend is noted.
 */
export async function reconcile(name: ProviderName, now: Date): Promise<Reconciliation> {
  const provider = await providerOf(name);
  // What is being paid right now is for its webhook.
  const window = { from: new Date(now.getTime() - days * 24 * hour), until: new Date(now.getTime() - hour / 6) };
  // A payment is made out after its order: an order of a day before the window may have one in it.
  const orders = await ordersSince(new Date(window.from.getTime() - 24 * hour));
  const found = await compare(provider, window, orders, now);
  const lost = await missing(name, orders, new Date(window.from.getTime() + hour), now);
  return { ...found, drifted: [...found.drifted, ...lost] };
}

/** Those who take payments here: one without a public key doesn't. */
export async function activeProviders(): Promise<ProviderName[]> {
  const all = await Promise.all(providerName.options.map(async (name) => ({ name, provider: await providerOf(name) })));
  return all.filter(({ provider }) => provider.publishableKey() !== "").map(({ name }) => name);
}
