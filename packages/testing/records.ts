import StripeSdk from "stripe";
import * as z from "zod";
import { orderState } from "#contract/order";
import type { TestPlatform } from "./platform";

const currency = z.enum(["INR", "USD", "EUR", "GBP", "JPY"]);

const rows = {
  order: z.object({
    ...{ id: z.string(), user_id: z.string(), buyer_email: z.string(), currency },
    ...{ course_id: z.string().optional(), event_id: z.string().optional(), coupon_code: z.string().optional() },
    ...{ state: z.enum(orderState.options), amount: z.number(), discount_amount: z.number(), tax_amount: z.number() },
    ...{ total_amount: z.number(), refunded_amount: z.number(), expires_at: z.string() },
    ...{ refund_pending: z.number(), disputed_amount: z.number() },
    ...{ holding: z.boolean().default(false), returning: z.boolean().default(false) },
    owed: z.boolean().default(false),
    ...{ provider: z.string().optional(), gateway_transaction_id: z.string().optional() },
    ...{ paid_at: z.string().optional(), declined: z.string().optional(), drift: z.string().optional() },
    invoice_number: z.string().optional(),
  }),
  invoice: z.object({ order_id: z.string(), number: z.string(), credited_amount: z.number() }),
  "credit-note": z.object({ order_id: z.string(), number: z.string(), total_amount: z.number() }),
  enrollment: z.object({
    ...{ user_id: z.string(), course_id: z.string(), user_email: z.string() },
    order_id: z.string().optional(),
    grants: z
      .set(z.string())
      .default(new Set())
      .transform((grants) => [...grants]),
    ...{ status: z.enum(["active", "completed", "cancelled"]), history: z.array(z.object({ event: z.string() })) },
  }),
  refund: z.object({ id: z.string(), order_id: z.string(), amount: z.number(), status: z.string() }),
  entry: z.object({ order_id: z.string(), what: z.string(), money: z.number(), currency, at: z.string() }),
  event: z.object({
    ...{ id: z.string(), capacity: z.number().optional(), status: z.string() },
    ...{ seats_taken: z.number(), registered_count: z.number(), waiting_count: z.number() },
  }),
  registration: z.object({
    ...{ user_id: z.string(), event_id: z.string(), status: z.string(), grant: z.string().optional() },
  }),
  waiting: z.object({ event_id: z.string(), user_id: z.string(), since: z.string() }),
  course: z.object({ id: z.string(), status: z.string(), enrollments: z.number() }),
  coupon: z.object({
    ...{ code: z.string(), active: z.boolean(), uses: z.number() },
    ...{ max_uses: z.number().optional(), max_uses_per_user: z.number().optional() },
  }),
  "coupon-use": z.object({ code: z.string(), user_id: z.string(), uses: z.number() }),
  tally: z.object({ list: z.string(), total: z.number() }),
  listing: z.object({
    ...{ scope: z.string(), id: z.string(), sentinel: z.boolean().optional(), total: z.number().optional() },
    card: z.object({ enrollments: z.number() }).optional(),
  }),
  audit: z.object({ actor_id: z.string(), subject_id: z.string() }),
  due: z.object({ work: z.string(), subject: z.string(), at: z.string() }),
  user: z.object({ id: z.string(), email: z.string() }),
};

type Rows = { [Entity in keyof typeof rows]: z.output<(typeof rows)[Entity]>[] };

const mail = z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() });

/** A payment as Stripe has it: in minor units, less what went back. */
export interface Payment {
  id: string;
  order_id: string | undefined;
  status: string;
  currency: string;
  received: number;
  returned: number;
  refunds: number;
  /** What the buyer's bank holds, or has kept. */
  disputed: number;
}

/** All that a platform holds: its table by entity, what Stripe has, every mail, and what consumers couldn't take. */
export interface Records extends Rows {
  payments: Payment[];
  mails: z.output<typeof mail>[];
  parked: string[];
}

type Entity = keyof typeof rows;

/** One row as the promises see it. */
export type Recorded = { [Name in Entity]: { entity: Name; row: Rows[Name][number] } }[Entity];

const isTold = (entity: unknown): entity is Entity => typeof entity === "string" && Object.hasOwn(rows, entity);

/** What an item of the table is; undefined for one that no promise is about. */
export function recorded(item: Record<string, unknown>): Recorded | undefined {
  const { __edb_e__: entity } = item;
  // The schema is the entity's own.
  return isTold(entity) ? ({ entity, row: rows[entity].parse(item) } as Recorded) : undefined;
}

/** Rows by their entity. */
export function byEntity(all: Iterable<Recorded | undefined>): Rows {
  const found = Object.fromEntries(Object.keys(rows).map((entity) => [entity, [] as unknown[]]));
  for (const one of all) if (one) found[one.entity]?.push(one.row);
  return found as Rows;
}

async function tableOf(): Promise<Rows> {
  // Imported late: the domain reads its environment when it is loaded.
  const { documents, store } = await import("#adapters/table");
  const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: documents }, { TableName: store.table, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  return byEntity(items.map(recorded));
}

/** The account itself, with the secret key. */
export function stripeOf({ cloud }: TestPlatform): StripeSdk {
  const { hostname, port } = new URL(cloud.urls.stripe);
  return new StripeSdk("sk_test_local", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
}

/** A refund or a dispute at Stripe. */
interface Movement {
  payment_intent: unknown;
  status: string | null;
  amount: number;
}

interface Account {
  intents: readonly Pick<StripeSdk.PaymentIntent, "id" | "metadata" | "status" | "currency" | "amount_received">[];
  refunds: readonly Movement[];
  disputes: readonly Movement[];
}

/** What an account's books say of each payment. */
export const paymentsIn = ({ intents, refunds, disputes }: Account): Payment[] =>
  intents.map(({ id, metadata, status, currency, amount_received: received }) => {
    const back = refunds.filter(({ payment_intent, status }) => payment_intent === id && status !== "failed");
    const kept = disputes.filter(({ payment_intent, status }) => payment_intent === id && status !== "won");
    const [returned, disputed] = [back, kept].map((those) => those.reduce((sum, { amount }) => sum + amount, 0));
    const sums = { received, returned: returned ?? 0, refunds: back.length, disputed: disputed ?? 0 };
    return { id, order_id: metadata.order_id, status, currency, ...sums };
  });

async function paymentsOf(platform: TestPlatform): Promise<Payment[]> {
  const stripe = stripeOf(platform);
  const refunds = await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const disputes = await stripe.disputes.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const intents = await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return paymentsIn({ intents, refunds, disputes });
}

function parkedIn({ cloud }: TestPlatform): string[] {
  const queues = cloud.deployment.resources("AWS::SQS::Queue");
  return queues.flatMap((queue) => cloud.queues.messages(queue.attribute("Arn")).map(({ body }) => body));
}

/** Reads everything, by the root's hand. */
export async function readRecords(platform: TestPlatform): Promise<Records> {
  const messages = await fetch(`${platform.cloud.urls.inbox}/messages.json`);
  return {
    ...(await tableOf()),
    payments: await paymentsOf(platform),
    mails: z.array(mail).parse(await messages.json()),
    parked: parkedIn(platform),
  };
}
