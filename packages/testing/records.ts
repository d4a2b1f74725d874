import StripeSdk from "stripe";
import * as z from "zod";
import { orderState } from "#contract/order";
import type { TestPlatform } from "./platform";

const currency = z.enum(["INR", "USD", "EUR", "GBP", "JPY"]);

const rows = {
  order: z.object({
    ...{ id: z.string(), user_id: z.string(), course_id: z.string(), buyer_email: z.string(), currency },
    ...{ state: z.enum(orderState.options), amount: z.number(), discount_amount: z.number(), tax_amount: z.number() },
    ...{ total_amount: z.number(), refunded_amount: z.number(), expires_at: z.string() },
    ...{ provider: z.string().optional(), gateway_transaction_id: z.string().optional() },
    ...{ paid_at: z.string().optional(), declined: z.string().optional(), drift: z.string().optional() },
    ...{ returning: z.boolean().default(false), invoice_number: z.string().optional() },
  }),
  refund: z.object({ order_id: z.string(), status: z.string() }),
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
  course: z.object({ id: z.string(), status: z.string(), enrollments: z.number() }),
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
}

/** All that a platform holds: its table by entity, what Stripe has, every mail, and what consumers couldn't take. */
export interface Records extends Rows {
  payments: Payment[];
  mails: z.output<typeof mail>[];
  parked: string[];
}

async function tableOf(): Promise<Rows> {
  // Imported late: the domain reads its environment when it is loaded.
  const { documents, store } = await import("#adapters/table");
  const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: documents }, { TableName: store.table, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  const of = <Schema extends z.ZodType>(entity: string, schema: Schema): z.output<Schema>[] =>
    items.filter(({ __edb_e__ }) => __edb_e__ === entity).map((item) => schema.parse(item));
  return {
    order: of("order", rows.order),
    refund: of("refund", rows.refund),
    invoice: of("invoice", rows.invoice),
    "credit-note": of("credit-note", rows["credit-note"]),
    enrollment: of("enrollment", rows.enrollment),
    course: of("course", rows.course),
    tally: of("tally", rows.tally),
    listing: of("listing", rows.listing),
    audit: of("audit", rows.audit),
    due: of("due", rows.due),
    user: of("user", rows.user),
  };
}

/** The account itself, with the secret key. */
export function stripeOf({ cloud }: TestPlatform): StripeSdk {
  const { hostname, port } = new URL(cloud.urls.stripe);
  return new StripeSdk("sk_test_local", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
}

async function paymentsOf(platform: TestPlatform): Promise<Payment[]> {
  const stripe = stripeOf(platform);
  const refunds = await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  const intents = await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return intents.map(({ id, metadata, status, currency, amount_received: received }) => {
    const back = refunds.filter(({ payment_intent }) => payment_intent === id);
    const returned = back.reduce((sum, { amount }) => sum + amount, 0);
    return { id, order_id: metadata.order_id, status, currency, received, returned, refunds: back.length };
  });
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
