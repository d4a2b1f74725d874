import { endingPage, notFoundPage } from "#local/payments/page/ending";
import { asset, redirect, styleSheet } from "#local/payments/page/response";
import { safeReturnUrl } from "#local/payments/page/return-url";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { PaymentIntent } from "../books";
import type { Call } from "../call";
import { answerChallenge, confirmIntent } from "../confirmation";
import { type Desk, newCall } from "../desk";
import { StripeFailure } from "../failure";
import { isOpen } from "../payment-intent";
import { emptyCard, methodData, problemsOf, refusedField, typedCard } from "./card-form";
import { challengePage } from "./challenge";
import { checkoutPage } from "./checkout";
import { paymentPage, withOutcome } from "./return-url";
import { script } from "./script";

/** One visit: the intent that the address and the client secret name, and what came with it. */
interface Visit {
  call: Call;
  intent: PaymentIntent;
  form: URLSearchParams;
  returnUrl: URL | undefined;
}

type Visited = (visit: Visit) => ServiceResponse;

const pages: Record<string, Visited> = {
  "GET ": showPayment,
  "POST ": pay,
  "GET /challenge": showChallenge,
  "POST /challenge": decideChallenge,
};

/** Answers a request to the payment page and its parts; nothing when the path is another one. */
export function answerPage(desk: Desk, request: ServiceRequest): ServiceResponse | undefined {
  if (request.path === "/pay.css") return styleSheet();
  if (request.path === "/pay.js") return asset("text/javascript", script);
  const [, id, part = ""] = /^\/pay\/([^/]+)(\/challenge)?$/.exec(request.path) ?? [];
  if (id === undefined) return undefined;
  const page = pages[`${request.method} ${part}`];
  const form = request.method === "GET" ? request.query : new URLSearchParams(request.body.toString());
  const intent = desk.books.intents.get(id);
  if (!page || !intent || form.get("client_secret") !== intent.client_secret) return notFoundPage();
  return page({ call: newCall(desk, request), intent, form, returnUrl: safeReturnUrl(form.get("return_url")) });
}

function showPayment({ call, intent, form, returnUrl }: Visit): ServiceResponse {
  if (!isOpen(intent)) return showEnding(intent, returnUrl);
  const action = intent.next_action?.redirect_to_url?.url ?? undefined;
  const failed = form.get("redirect_status") === "failed";
  return checkoutPage({
    intent,
    returnUrl,
    typed: prefilled(form.get("card"), call.now),
    problems: {},
    failure: failed ? intent.last_payment_error?.message : undefined,
    challengeUrl: action,
    status: 200,
  });
}

function showEnding(intent: PaymentIntent, returnUrl: URL | undefined): ServiceResponse {
  const back = returnUrl && withOutcome(returnUrl, intent);
  return endingPage({ payable: intent, paid: intent.status === "succeeded", back });
}

function prefilled(number: string | null, now: number) {
  if (number === null) return emptyCard;
  const year = new Date((now + 2 * 365 * 86_400) * 1000).getUTCFullYear() % 100;
  return { ...emptyCard, number, expiry: `12 / ${year}`, cvc: "123", name: "Asha Rao" };
}

function pay({ call, intent, form, returnUrl }: Visit): ServiceResponse {
  const page = paymentPage(call.origin, intent, returnUrl);
  if (!isOpen(intent)) return redirect(page);
  const typed = typedCard(form);
  const problems = problemsOf(typed, call.now);
  if (Object.keys(problems).length > 0) return checkoutPage({ intent, returnUrl, typed, problems, status: 422 });
  try {
    const paid = confirmIntent(call, intent, {
      ...plain,
      payment_method_data: methodData(typed),
      return_url: page.href,
    });
    return redirect(new URL(paid.next_action?.redirect_to_url?.url ?? page));
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const field = refusedField(error.detail.code);
    const told = field ? { problems: { [field]: error.message } } : { problems: {}, failure: error.message };
    return checkoutPage({ intent, returnUrl, typed: { ...typed, cvc: "" }, ...told, status: 402 });
  }
}

const plain = { error_on_requires_action: false, off_session: false };

function showChallenge({ call, intent, returnUrl }: Visit): ServiceResponse {
  if (intent.status !== "requires_action") return redirect(paymentPage(call.origin, intent, returnUrl));
  const card = call.books.methods.get(intent.payment_method ?? "")?.method.card;
  return challengePage(intent, card?.last4 ?? "", safeReturnUrl(intent.next_action?.redirect_to_url?.return_url));
}

function decideChallenge({ call, intent, form }: Visit): ServiceResponse {
  const back = safeReturnUrl(intent.next_action?.redirect_to_url?.return_url);
  const decided = answerChallenge(call, intent, form.get("outcome") === "complete");
  return redirect(withOutcome(back ?? paymentPage(call.origin, intent, undefined), decided));
}
