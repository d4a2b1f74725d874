import { formatMoney } from "#local/payments/money";
import { merchant } from "./document";
import { html, type Markup } from "./html";

/** What is to be paid. */
export interface Payable {
  id: string;
  /** Minor units. */
  amount: number;
  currency: string;
  description?: string | null | undefined;
  /** Where the receipt goes. */
  email?: string | null | undefined;
}

/** Who is paid, how much, and for what. */
export function summary({ amount, currency, description, email, id }: Payable): Markup {
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
