import { formatMoney } from "../amount";
import type { PaymentIntent } from "../books";
import { merchant } from "./document";
import { html, type Markup } from "./html";

/** Who is paid, how much, and for what. */
export function summary(intent: PaymentIntent): Markup {
  const { amount, currency, description, id, receipt_email: email } = intent;
  return html`<header class="summary">
<p class="merchant"><span class="mark" aria-hidden="true">iQ</span> ${merchant} <span class="badge">Test mode</span></p>
<p class="amount">${formatMoney(amount, currency)}</p>
${description && html`<p class="description">${description}</p>`}
<dl>
${email && html`<dt>Receipt to</dt><dd>${email}</dd>`}
<dt>Payment</dt><dd><code>${id}</code></dd>
</dl>
</header>`;
}
