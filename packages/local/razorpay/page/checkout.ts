import { formatMoney } from "#local/payments/money";
import { documentResponse, merchant } from "#local/payments/page/document";
import { html, type Markup } from "#local/payments/page/html";
import { summary } from "#local/payments/page/summary";
import type { ServiceResponse } from "#local/service";
import type { Order, PaymentMethod } from "../books";

interface Checkout {
  order: Order;
  returnUrl: URL | undefined;
  /** Why the last attempt didn't go through. */
  failure?: string | undefined;
  status: number;
}

/** The ways to pay, the usual one first. */
export const methods: { value: PaymentMethod; label: string; about: string }[] = [
  { value: "upi", label: "UPI", about: "success@razorpay" },
  { value: "card", label: "Card", about: "•••• 1111" },
  { value: "netbanking", label: "Netbanking", about: "HDFC Bank" },
  { value: "wallet", label: "Wallet", about: "PayZapp" },
];

/** The page that asks how to pay, and how the test goes on: as Razorpay's own test checkout does. */
export function checkoutPage(checkout: Checkout): ServiceResponse {
  const { order, returnUrl, status } = checkout;
  return documentResponse({
    status,
    title: `Pay ${formatMoney(order.amount, order.currency)}`,
    leadsTo: returnUrl,
    body: html`<div class="checkout">
${summary({ ...order, description: order.receipt })}
<main class="pane">${form(checkout)}</main>
</div>`,
  });
}

function form({ order, returnUrl, failure }: Checkout): Markup {
  return html`<form id="checkout" class="card-form" method="post" action="/pay/${order.id}">
<h1>Pay with Razorpay</h1>
${failure && html`<p class="alert" role="alert">${failure}</p>`}
${returnUrl && html`<input type="hidden" name="return_url" value="${returnUrl.href}">`}
<fieldset>
<legend>Payment method</legend>
<div class="methods">
${methods.map(({ value, label, about }, index) => method(value, label, about, index === 0))}
</div>
</fieldset>
<button class="primary" name="outcome" value="captured">Pay ${formatMoney(order.amount, order.currency)}</button>
<button class="secondary" name="outcome" value="failed">Fail</button>
<p class="fine">You pay ${merchant}. This is a test: no money moves.</p>
</form>`;
}

function method(value: string, label: string, about: string, checked: boolean): Markup {
  return html`<label><input type="radio" name="method" value="${value}"${checked && html` checked`}> ${label} <span>${about}</span></label>
`;
}
