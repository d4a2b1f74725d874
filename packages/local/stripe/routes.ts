import { z } from "zod";
import type { PaymentIntent } from "./books";
import type { Call } from "./call";
import { confirmIntent, confirmParams } from "./confirmation";
import { createCustomer, updateCustomer } from "./customer";
import { missing } from "./failure";
import type { Fields } from "./form";
import { type List, listPage, listParams } from "./listing";
import { id, list, readParams } from "./params";
import { cancelIntent, createIntent, findIntent, updateIntent } from "./payment-intent";
import { createRefund } from "./refund";
import { readBalance } from "./transaction";
import { createEndpoint, deleteEndpoint, listEndpoints, retrieveEndpoint, updateEndpoint } from "./webhook-endpoint";

/** One operation of the API. */
export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** Path with at most one `:id`. */
  path: string;
  /** Whether a publishable key that comes with the intent's `client_secret` will do. */
  publishable?: boolean;
  run(call: Call, fields: Fields, id: string): object;
}

/** Everything of Stripe's API that is answered; any other URL is unrecognized. */
export const routes: Route[] = [
  { method: "POST", path: "/v1/payment_intents", run: createIntent },
  { method: "GET", path: "/v1/payment_intents", run: listIntents },
  { method: "GET", path: "/v1/payment_intents/:id", publishable: true, run: retrieveIntent },
  { method: "POST", path: "/v1/payment_intents/:id", run: updateIntent },
  { method: "POST", path: "/v1/payment_intents/:id/confirm", publishable: true, run: confirmById },
  { method: "POST", path: "/v1/payment_intents/:id/cancel", run: cancelIntent },
  { method: "POST", path: "/v1/refunds", run: createRefund },
  { method: "GET", path: "/v1/refunds", run: listRefunds },
  { method: "GET", path: "/v1/refunds/:id", run: retrieve("refund", ({ refunds }) => refunds) },
  { method: "GET", path: "/v1/charges/:id", run: retrieve("charge", ({ charges }) => charges) },
  { method: "GET", path: "/v1/disputes", run: listDisputes },
  { method: "GET", path: "/v1/disputes/:id", run: retrieve("dispute", ({ disputes }) => disputes) },
  { method: "POST", path: "/v1/customers", run: createCustomer },
  { method: "GET", path: "/v1/customers/:id", run: retrieve("customer", ({ customers }) => customers) },
  { method: "POST", path: "/v1/customers/:id", run: updateCustomer },
  { method: "GET", path: "/v1/events", run: listEvents },
  { method: "GET", path: "/v1/events/:id", run: retrieve("event", ({ events }) => events) },
  { method: "POST", path: "/v1/webhook_endpoints", run: createEndpoint },
  { method: "GET", path: "/v1/webhook_endpoints", run: listEndpoints },
  { method: "GET", path: "/v1/webhook_endpoints/:id", run: retrieveEndpoint },
  { method: "POST", path: "/v1/webhook_endpoints/:id", run: updateEndpoint },
  { method: "DELETE", path: "/v1/webhook_endpoints/:id", run: deleteEndpoint },
  { method: "GET", path: "/v1/balance", run: readBalance },
  {
    method: "GET",
    path: "/v1/balance_transactions/:id",
    run: retrieve("balance transaction", ({ transactions }) => transactions),
  },
];

const secret = { client_secret: z.string().optional() };
const Retrieve = z.strictObject(secret);
const Confirm = z.strictObject({ ...confirmParams, ...secret });
const ListIntents = z.strictObject({ ...listParams, customer: id.optional() });
const ListOfPayment = z.strictObject({ ...listParams, charge: id.optional(), payment_intent: id.optional() });
const ListEvents = z.strictObject({ ...listParams, type: z.string().optional(), types: list(z.string()).optional() });

function retrieveIntent(call: Call, fields: Fields, intentId: string): PaymentIntent {
  const { client_secret } = readParams(Retrieve, fields);
  const intent = findIntent(call, intentId);
  if (client_secret !== undefined && client_secret !== intent.client_secret) {
    throw missing("payment_intent", intentId, "intent");
  }
  return intent;
}

function confirmById(call: Call, fields: Fields, intentId: string): PaymentIntent {
  const params = readParams(Confirm, fields);
  return confirmIntent(call, findIntent(call, intentId), params);
}

function listIntents(call: Call, fields: Fields): List<object> {
  const params = readParams(ListIntents, fields);
  const intents = call.books.intents.values().filter(({ customer }) => customer === (params.customer ?? customer));
  return listPage("/v1/payment_intents", intents, params);
}

function listRefunds(call: Call, fields: Fields): List<object> {
  return listOfPayment("/v1/refunds", call.books.refunds.values(), fields);
}

function listDisputes(call: Call, fields: Fields): List<object> {
  return listOfPayment("/v1/disputes", call.books.disputes.values(), fields);
}

/** Those of one payment, named by its charge or its intent, or all. */
function listOfPayment(
  url: string,
  all: { id: string; created: number; charge: string; payment_intent: string }[],
  fields: Fields,
): List<object> {
  const { charge, payment_intent: intent, ...params } = readParams(ListOfPayment, fields);
  const found = all
    .filter((one) => one.charge === (charge ?? one.charge))
    .filter((one) => one.payment_intent === (intent ?? one.payment_intent));
  return listPage(url, found, params);
}

function listEvents(call: Call, fields: Fields): List<object> {
  const { type, types, ...params } = readParams(ListEvents, fields);
  const wanted = types ?? (type === undefined ? undefined : [type]);
  const events = call.books.events
    .values()
    .filter((event) => wanted?.some((name) => matches(name, event.type)) ?? true);
  return listPage("/v1/events", events, params);
}

/** `charge.*` stands for every type that begins so. */
function matches(wanted: string, type: string): boolean {
  return wanted.endsWith(".*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function retrieve(noun: string, shelf: (books: Call["books"]) => { get(id: string): object | undefined }) {
  return (call: Call, fields: Fields, entityId: string): object => {
    readParams(z.strictObject({}), fields);
    const found = shelf(call.books).get(entityId);
    if (!found) throw missing(noun, entityId, "id");
    return found;
  };
}
