import { z } from "zod";
import { save } from "#local/journal";
import { checkAmount, readCurrency } from "./amount";
import type { PaymentIntent } from "./books";
import type { Call } from "./call";
import { checkConfirmable, confirmIntent, confirmParams } from "./confirmation";
import { requireCustomer } from "./customer";
import { missing, StripeFailure } from "./failure";
import type { Fields } from "./form";
import { newId } from "./ids";
import { flag, id, integer, list, mergeMetadata, metadata, readParams, text } from "./params";
import { paymentMethodParams, presentMethod } from "./payment-method";

const described = {
  customer: id.optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  receipt_email: text(800).optional(),
};

const Create = z.strictObject({
  ...described,
  ...confirmParams,
  amount: integer,
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(["always", "never"]).default("always") })
    .optional(),
  confirm: flag.default(false),
  currency: z.string(),
  payment_method_types: list(z.literal("card")).optional(),
});

/** `POST /v1/payment_intents` */
export function createIntent(call: Call, fields: Fields): PaymentIntent {
  const params = readParams(Create, fields);
  const currency = readCurrency(params.currency);
  checkAmount(params.amount, currency);
  requireCustomer(call, params.customer);
  const method = presentMethod(call, params);
  const automatic = params.automatic_payment_methods ?? { enabled: true, allow_redirects: "always" };
  const intent: PaymentIntent = {
    ...newIntent(call, params.amount, currency),
    automatic_payment_methods: params.payment_method_types ? null : automatic,
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_method: method?.id ?? null,
    receipt_email: params.receipt_email ?? null,
    status: method ? "requires_confirmation" : "requires_payment_method",
  };
  const confirmation = { ...params, payment_method: undefined, payment_method_data: undefined };
  if (params.confirm) checkConfirmable(intent, confirmation);
  call.emit("payment_intent.created", save(call.books.intents, intent));
  return params.confirm ? confirmIntent(call, intent, confirmation) : intent;
}

const Update = z.strictObject({
  ...described,
  ...paymentMethodParams,
  amount: integer.optional(),
  currency: z.string().optional(),
});

/** `POST /v1/payment_intents/:id`: once it is paid or cancelled, only what describes it can change. */
export function updateIntent(call: Call, fields: Fields, intentId: string): PaymentIntent {
  const params = readParams(Update, fields);
  const intent = findIntent(call, intentId);
  const amount = params.amount ?? intent.amount;
  const currency = params.currency === undefined ? intent.currency : readCurrency(params.currency);
  requireCustomer(call, params.customer);
  if (amount !== intent.amount || currency !== intent.currency) {
    if (!isOpen(intent)) throw unexpectedState(intent, "update the amount of");
    checkAmount(amount, currency);
  }
  const method = isOpen(intent) ? presentMethod(call, params) : undefined;
  return save(call.books.intents, {
    ...intent,
    ...(method && { payment_method: method.id, status: "requires_confirmation" as const, next_action: null }),
    amount,
    currency,
    customer: params.customer ?? intent.customer,
    description: params.description === undefined ? intent.description : params.description,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email,
  });
}

const reasons = ["abandoned", "duplicate", "fraudulent", "requested_by_customer"] as const;
const Cancel = z.strictObject({ cancellation_reason: z.enum(reasons).optional() });

/** `POST /v1/payment_intents/:id/cancel` */
export function cancelIntent(call: Call, fields: Fields, intentId: string): PaymentIntent {
  const params = readParams(Cancel, fields);
  const intent = findIntent(call, intentId);
  if (!isOpen(intent)) throw unexpectedState(intent, "cancel");
  const canceled = save(call.books.intents, {
    ...intent,
    canceled_at: call.now,
    cancellation_reason: params.cancellation_reason ?? null,
    next_action: null,
    status: "canceled",
  });
  call.emit("payment_intent.canceled", canceled);
  return canceled;
}

/** @throws StripeFailure 404 `resource_missing`. */
export function findIntent(call: Call, intentId: string): PaymentIntent {
  const intent = call.books.intents.get(intentId);
  if (!intent) throw missing("payment_intent", intentId, "intent");
  return intent;
}

/** Not yet paid and not cancelled. */
export function isOpen({ status }: PaymentIntent): boolean {
  return status !== "succeeded" && status !== "canceled";
}

function unexpectedState(intent: PaymentIntent, verb: string): StripeFailure {
  return new StripeFailure(400, {
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}

function newIntent(call: Call, amount: number, currency: string): PaymentIntent {
  const intentId = newId("pi");
  return {
    ...{ id: intentId, object: "payment_intent", amount, created: call.now, currency },
    client_secret: `${intentId}_${newId("secret")}`,
    ...{ allowed_payment_method_types: null, amount_capturable: 0, amount_received: 0 },
    ...{ application: null, application_fee_amount: null, automatic_payment_methods: null, canceled_at: null },
    ...{ cancellation_reason: null, capture_method: "automatic_async", confirmation_method: "automatic" },
    ...{ customer: null, customer_account: null, description: null, excluded_payment_method_types: null },
    ...{ last_payment_error: null, latest_charge: null, livemode: false, managed_payments: null, metadata: {} },
    ...{ next_action: null, on_behalf_of: null, payment_method: null, payment_method_configuration_details: null },
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    ...{ payment_record: null, processing: null, receipt_email: null, review: null, setup_future_usage: null },
    ...{ shipping: null, source: null, statement_descriptor: null, statement_descriptor_suffix: null },
    ...{ status: "requires_payment_method", transfer_data: null, transfer_group: null },
  };
}
