import { formatMoney } from "#local/payments/money";
import { documentResponse, merchant } from "#local/payments/page/document";
import { html } from "#local/payments/page/html";
import type { ServiceResponse } from "#local/service";
import type { PaymentIntent } from "../books";

/** The customer's bank asking whether the payment is theirs (3-D Secure). */
export function challengePage(intent: PaymentIntent, last4: string, leadsTo: URL | undefined): ServiceResponse {
  const amount = formatMoney(intent.amount, intent.currency);
  return documentResponse({
    title: "Confirm your payment",
    leadsTo,
    body: html`<div class="single">
<main class="panel bank">
<p class="bank-name"><span class="shield" aria-hidden="true"></span> Test Bank <span class="badge">3-D Secure</span></p>
<h1>Is this payment yours?</h1>
<dl>
<dt>Merchant</dt><dd>${merchant}</dd>
<dt>Amount</dt><dd>${amount}</dd>
<dt>Card</dt><dd>•••• ${last4}</dd>
</dl>
<form method="post" action="/pay/${intent.id}/challenge">
<input type="hidden" name="client_secret" value="${intent.client_secret}">
<button class="primary" name="outcome" value="complete">Complete</button>
<button class="secondary" name="outcome" value="fail">Fail</button>
</form>
<p class="fine">A real bank would ask for a code here. Choose how the test goes on.</p>
</main>
</div>`,
  });
}
