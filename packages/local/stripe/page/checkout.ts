import { formatMoney } from "#local/payments/money";
import { documentResponse, merchant } from "#local/payments/page/document";
import { html, type Markup } from "#local/payments/page/html";
import { summary } from "#local/payments/page/summary";
import type { ServiceResponse } from "#local/service";
import type { PaymentIntent } from "../books";
import { type TestCard, testCards } from "../cards";
import type { FormField, Problems, TypedCard } from "./card-form";

interface Checkout {
  intent: PaymentIntent;
  returnUrl: URL | undefined;
  typed: TypedCard;
  problems: Problems;
  /** Why the last attempt didn't go through. */
  failure?: string | undefined;
  /** The bank's page, when it is still waiting for the customer. */
  challengeUrl?: string | undefined;
  status: number;
}

/** The page that asks for a card. */
export function checkoutPage(checkout: Checkout): ServiceResponse {
  const { intent, status } = checkout;
  return documentResponse({
    status,
    title: `Pay ${formatMoney(intent.amount, intent.currency)}`,
    body: html`<div class="checkout">
${summary({ ...intent, email: intent.receipt_email })}
<main class="pane">${cardForm(checkout)}</main>
${testCardList(checkout)}
</div>`,
  });
}

function cardForm({ intent, returnUrl, typed, problems, failure, challengeUrl }: Checkout): Markup {
  const amount = formatMoney(intent.amount, intent.currency);
  return html`<form id="card" class="card-form" method="post" action="/pay/${intent.id}" novalidate>
<h1>Pay with card</h1>
${failure && html`<p class="alert" role="alert">${failure}</p>`}
${challengeUrl && html`<p class="notice">Your bank is waiting for you. <a href="${challengeUrl}">Continue to your bank</a>, or pay with another card.</p>`}
${hiddenFields(intent, returnUrl)}
${field("number", { label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234" }, typed, problems)}
<div class="pair">
${field("expiry", { label: "Expiry", autocomplete: "cc-exp", placeholder: "MM / YY" }, typed, problems)}
${field("cvc", { label: "CVC", autocomplete: "cc-csc", placeholder: "123" }, typed, problems)}
</div>
${field("name", { label: "Name on card", autocomplete: "cc-name", placeholder: "" }, typed, problems)}
<button class="primary" id="pay"><span class="label">Pay ${amount}</span></button>
<p class="fine">You pay ${merchant}. This is a test: no card is charged.</p>
</form>`;
}

interface FieldText {
  label: string;
  autocomplete: string;
  placeholder: string;
}

function field(name: FormField, { label, autocomplete, placeholder }: FieldText, typed: TypedCard, problems: Problems) {
  const problem = problems[name];
  const inputMode = name === "name" ? "text" : "numeric";
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${typed[name]}" autocomplete="${autocomplete}" inputmode="${inputMode}" placeholder="${placeholder}" maxlength="${name === "name" ? 100 : 25}" required aria-describedby="${name}-problem"${problem && html` aria-invalid="true"`}>
<p class="problem" id="${name}-problem" aria-live="polite">${problem}</p>
</div>`;
}

function testCardList({ intent, returnUrl }: Checkout): Markup {
  return html`<section class="test-cards" aria-labelledby="test-cards">
<h2 id="test-cards">Test cards</h2>
<form id="fill" method="get" action="/pay/${intent.id}">
${hiddenFields(intent, returnUrl)}
<ul>${testCards.filter(({ label }) => label).map(testCardRow)}</ul>
</form>
</section>`;
}

function testCardRow({ label, number, outcome }: TestCard): Markup {
  const spaced = number.replaceAll(/(.{4})(?=.)/g, "$1 ");
  return html`<li>
<span class="dot ${outcome.kind}"></span><span class="what">${label}</span><code>${spaced}</code>
<button name="card" value="${number}" aria-label="Fill in the card: ${label ?? ""}">Fill</button>
</li>`;
}

function hiddenFields(intent: PaymentIntent, returnUrl: URL | undefined): Markup {
  return html`<input type="hidden" name="client_secret" value="${intent.client_secret}">
${returnUrl && html`<input type="hidden" name="return_url" value="${returnUrl.href}">`}`;
}
