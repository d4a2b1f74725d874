import type Stripe from "stripe";
import { z } from "zod";
import { save } from "#local/journal";
import type { SavedMethod } from "./books";
import type { Call } from "./call";
import { type CardDetails, checkCard } from "./card-check";
import { brandOf, outcomeOf, testCards } from "./cards";
import { missing, StripeFailure } from "./failure";
import { newId } from "./ids";
import { id, integer, text } from "./params";

const address = z.record(z.string(), z.string()).optional();

/** `payment_method_data`: a card sent with the confirmation instead of a token. */
export const PaymentMethodData = z.strictObject({
  type: z.literal("card"),
  card: z.strictObject({ number: z.string(), exp_month: integer, exp_year: integer, cvc: z.string().optional() }),
  billing_details: z
    .strictObject({ name: text().optional(), email: text().optional(), phone: text().optional(), address })
    .optional(),
});

export type PaymentMethodData = z.output<typeof PaymentMethodData>;

/** Either way of naming what pays. */
export const paymentMethodParams = { payment_method: id.optional(), payment_method_data: PaymentMethodData.optional() };

/**
 * The method that the parameters name: saved before, one of Stripe's test tokens, or a card sent along.
 * @throws StripeFailure 400 for an unknown id, 402 for a card that can't exist.
 */
export function presentMethod(
  call: Call,
  params: { payment_method?: string | undefined; payment_method_data?: PaymentMethodData | undefined },
): SavedMethod | undefined {
  const { payment_method: name, payment_method_data: typed } = params;
  if (typed) return saveCard(call, typed);
  if (name === undefined) return undefined;
  const known = call.books.methods.get(name);
  if (known) return known;
  const card = testCards.find(({ tokens }) => tokens.includes(name));
  if (!card) throw missing("PaymentMethod", name, "payment_method", 400);
  const expYear = new Date(call.now * 1000).getUTCFullYear() + 1;
  return saveMethod(call, { number: card.number, expMonth: 12, expYear, cvc: "" }, {});
}

function saveCard(call: Call, { card, billing_details }: PaymentMethodData): SavedMethod {
  const expYear = card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year;
  const number = card.number.replaceAll(/[\s-]/g, "");
  const details = { number, expMonth: card.exp_month, expYear, cvc: card.cvc ?? "" };
  const [problem] = checkCard(details, call.now);
  if (problem) {
    const { code, message, field } = problem;
    throw new StripeFailure(402, { type: "card_error", code, message, param: field });
  }
  return saveMethod(call, details, billing_details ?? {});
}

type Billing = NonNullable<PaymentMethodData["billing_details"]>;

function saveMethod(call: Call, details: CardDetails, { name, email, phone }: Billing): SavedMethod {
  const method: Stripe.PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    billing_details: { address: null, email: email ?? null, name: name ?? null, phone: phone ?? null, tax_id: null },
    card: cardObject(details),
    created: call.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  return save(call.books.methods, { id: method.id, method, outcome: outcomeOf(details.number) });
}

function cardObject({ number, expMonth, expYear, cvc }: CardDetails): Stripe.PaymentMethod.Card {
  const brand = brandOf(number);
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: cvc === "" ? null : "pass" },
    country: "IN",
    display_brand: brand,
    exp_month: expMonth,
    exp_year: expYear,
    funding: "credit",
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
