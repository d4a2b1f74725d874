import { z } from "zod";
import { save } from "#local/journal";
import type { PaymentIntent, SavedMethod } from "./books";
import type { Call } from "./call";
import type { Outcome } from "./cards";
import { recordCharge } from "./charge";
import { openDispute } from "./dispute";
import { refusal, StripeFailure } from "./failure";
import { flag, text } from "./params";
import { paymentMethodParams, presentMethod } from "./payment-method";

/** What a confirmation can be told, by itself or as part of the creation. */
export const confirmParams = {
  ...paymentMethodParams,
  error_on_requires_action: flag.default(false),
  off_session: flag.default(false),
  receipt_email: text(800).optional(),
  return_url: z.url({ error: "parameter_invalid_url" }).max(2_000).optional(),
};

const Confirm = z.object(confirmParams);

/** How a confirmation is asked for. */
type Confirmation = z.output<typeof Confirm>;

/**
 * Charges the intent's payment method: the intent becomes `succeeded`, or `requires_action` where the bank asks.
 * @throws StripeFailure 402 when the card is declined; the intent is open for another attempt then.
 */
export function confirmIntent(call: Call, intent: PaymentIntent, asked: Confirmation): PaymentIntent {
  checkConfirmable(intent, asked);
  const saved = presentMethod(call, asked) ?? call.books.methods.get(intent.payment_method ?? "");
  if (!saved) throw methodMissing();
  const receipt = asked.receipt_email ?? intent.receipt_email;
  const attempt: PaymentIntent = { ...intent, payment_method: saved.id, receipt_email: receipt, next_action: null };
  const { outcome } = saved;
  switch (outcome.kind) {
    case "succeeds":
      return settle(call, attempt, saved);
    case "challenges":
      return challenge(call, attempt, saved, asked);
    case "declines":
      throw decline(call, attempt, saved, outcome);
  }
}

/** @throws StripeFailure 400 when the intent can't be confirmed at all, or not with what was sent. */
export function checkConfirmable(intent: PaymentIntent, asked: Confirmation): void {
  if (intent.status === "succeeded" || intent.status === "canceled") {
    const state =
      intent.status === "succeeded" ? "already succeeded after being previously confirmed" : "been canceled";
    const message = `You cannot confirm this PaymentIntent because it has ${state}.`;
    const code = "payment_intent_unexpected_state";
    throw new StripeFailure(400, { type: "invalid_request_error", code, message, payment_intent: intent });
  }
  if (!(intent.payment_method || asked.payment_method || asked.payment_method_data)) throw methodMissing();
  const automatic = intent.automatic_payment_methods;
  if (automatic?.enabled && automatic.allow_redirects !== "never" && asked.return_url === undefined) {
    throw refusal(
      "parameter_missing",
      "This PaymentIntent is configured to accept payment methods that might redirect your customer off of your page: you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never`.",
      "return_url",
    );
  }
}

function methodMissing(): StripeFailure {
  return refusal(
    "payment_intent_unexpected_state",
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.",
  );
}

function settle(call: Call, attempt: PaymentIntent, saved: SavedMethod): PaymentIntent {
  const charge = recordCharge(call, attempt, saved);
  const paid = save(call.books.intents, {
    ...attempt,
    amount_received: attempt.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: "succeeded",
  });
  call.emit("charge.succeeded", charge);
  call.emit("payment_intent.succeeded", paid);
  if (saved.outcome.kind === "succeeds" && saved.outcome.disputed) openDispute(call, charge, { reason: "fraudulent" });
  return paid;
}

function challenge(call: Call, attempt: PaymentIntent, saved: SavedMethod, asked: Confirmation): PaymentIntent {
  if (asked.error_on_requires_action || asked.off_session) {
    const message = "Your card was declined. This transaction requires authentication.";
    const code = "authentication_required";
    throw decline(call, attempt, saved, { kind: "declines", code, declineCode: code, message });
  }
  const url = new URL(`${call.origin}/pay/${attempt.id}/challenge`);
  url.searchParams.set("client_secret", attempt.client_secret);
  if (asked.return_url) url.searchParams.set("return_url", asked.return_url);
  const waiting = save(call.books.intents, {
    ...attempt,
    next_action: asked.return_url
      ? { redirect_to_url: { return_url: asked.return_url, url: url.href }, type: "redirect_to_url" }
      : { type: "use_stripe_sdk", use_stripe_sdk: { stripe_js: url.href, type: "three_d_secure_redirect" } },
    status: "requires_action",
  });
  call.emit("payment_intent.requires_action", waiting);
  return waiting;
}

/**
 * The bank's answer to a challenge: the payment goes through, or the intent is open for another attempt with
 * `payment_intent_authentication_failure`. An intent that waits for no answer is returned as it is.
 */
export function answerChallenge(call: Call, intent: PaymentIntent, authenticated: boolean): PaymentIntent {
  const saved = call.books.methods.get(intent.payment_method ?? "");
  if (intent.status !== "requires_action" || !saved) return intent;
  if (authenticated) return settle(call, intent, saved);
  const code = "payment_intent_authentication_failure";
  const message =
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
  return reopen(call, intent, { type: "invalid_request_error", code, message, payment_method: saved.method });
}

type Decline = Extract<Outcome, { kind: "declines" }>;

function decline(call: Call, attempt: PaymentIntent, saved: SavedMethod, outcome: Decline): StripeFailure {
  const charge = recordCharge(call, attempt, saved, outcome);
  const { code, declineCode, message } = outcome;
  const error = {
    type: "card_error" as const,
    ...{ charge: charge.id, code, message, payment_method: saved.method },
    ...(declineCode && { decline_code: declineCode }),
  };
  call.emit("charge.failed", charge);
  const failed = reopen(call, { ...attempt, latest_charge: charge.id }, error);
  return new StripeFailure(402, { ...error, payment_intent: failed });
}

function reopen(
  call: Call,
  attempt: PaymentIntent,
  error: NonNullable<PaymentIntent["last_payment_error"]>,
): PaymentIntent {
  const failed = save(call.books.intents, {
    ...attempt,
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  call.emit("payment_intent.payment_failed", failed);
  return failed;
}
