import { Entity, type EntityItem } from "electrodb";
import type { DisputeEvidence } from "#adapters/payment";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { recorded } from "./journal";
import { toMajor, toMinor } from "./money";
import type { Order } from "./order.entity";
import { givenBack } from "./refund";
import { changing, move } from "./settlement";
import { commit, type Step, step } from "./transaction";

/** A buyer's bank wants a payment back: how far that has come. */
const Disputes = new Entity(
  {
    model: { service: "iq", entity: "dispute", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      order_id: { type: "string", required: true },
      /** Major units. */
      amount: { type: "number", required: true },
      status: { type: ["open", "won", "lost"] as const, required: true },
      reason: { type: "string" },
      opened_at: { type: "string", required: true },
      closed_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["order_id"], template: "order#${order_id}", casing: "none" },
        sk: { field: "sk", composite: ["id"], template: "dispute#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Dispute = EntityItem<typeof Disputes>;

/** All of an order's, in no particular order. One query. */
export async function disputesOf(order_id: string): Promise<Dispute[]> {
  const { data } = await Disputes.query.primary({ order_id }).go({ pages: "all", consistent: true });
  return data;
}

interface Finding {
  order: Order;
  before: Dispute | undefined;
  evidence: DisputeEvidence;
  now: Date;
}

function written({ order, before, evidence, now }: Finding): Step {
  const { id, status, reason } = evidence;
  const at = now.toISOString();
  const row: Dispute = {
    ...{ id, order_id: order.id, amount: toMajor(evidence.amount, order.currency), status, reason },
    ...{ opened_at: before?.opened_at ?? at, ...(status === "open" ? {} : { closed_at: at }) },
  };
  const put = Disputes.put(row).where((present, { eq, notExists }) =>
    before ? eq(present.status, before.status) : notExists(present.status),
  );
  return step(put.params(), () => new Failure("edited_meanwhile"));
}

/** What is held back, after this much more (minor units). */
const disputed = ({ order }: Finding, more: number): Partial<Order> => ({
  disputed_amount: toMajor(toMinor(order.disputed_amount, order.currency) + more, order.currency),
});

const told = ({ order, evidence, now }: Finding, what: "opened" | "won" | "lost", money: number): Step =>
  recorded(
    order,
    {
      what: `dispute_${what}`,
      money: toMajor(money, order.currency),
      by: "provider",
      detail: { dispute_id: evidence.id },
    },
    now,
  );

/** The bank has taken the money until it decides. What was bought stays with the buyer. */
const opened = async (finding: Finding): Promise<Step[]> => {
  const { order, evidence, now } = finding;
  return [move(order, disputed(finding, evidence.amount), now), told(finding, "opened", -evidence.amount)];
};

/** The money is back with us. */
const won = async (finding: Finding): Promise<Step[]> => {
  const { order, before, evidence, now } = finding;
  const back = before ? evidence.amount : 0;
  return [move(order, disputed(finding, -back), now), told(finding, "won", back)];
};

/** The money stays with the buyer, as after a refund; with the last of it goes what was granted. */
const lost = async (finding: Finding): Promise<Step[]> => {
  const { order, before, evidence, now } = finding;
  const gone = before ? 0 : -evidence.amount;
  const change = before ? disputed(finding, -evidence.amount) : {};
  return [...(await givenBack(order, evidence.amount, change, now)), told(finding, "lost", gone)];
};

const outcomes = { open: opened, won, lost } as const;

/** Brings an order to what the provider says about one dispute. Forward only: open, then won or lost. */
export async function settleDispute(order_id: string, evidence: DisputeEvidence, now: Date): Promise<Order> {
  return changing(order_id, async (order) => {
    const { data } = await Disputes.get({ order_id, id: evidence.id }).go({ consistent: true });
    const before = data ?? undefined;
    if (before && (before.status === evidence.status || before.status !== "open")) return;
    const finding = { order, before, evidence, now };
    await commit([...(await outcomes[evidence.status](finding)), written(finding)]);
  });
}
