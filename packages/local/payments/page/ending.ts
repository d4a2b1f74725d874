import type { ServiceResponse } from "#local/service";
import { formatMoney } from "../money";
import { documentResponse, merchant } from "./document";
import { html, type Markup } from "./html";
import type { Payable } from "./summary";

const secondsBeforeReturn = 3;

interface Ending {
  payable: Payable;
  /** Otherwise it was cancelled. */
  paid: boolean;
  /** The merchant's page; a paid one leads back to it by itself. */
  back: URL | undefined;
}

/** The page of a payment that can't be paid (again). */
export function endingPage({ payable, paid, back }: Ending): ServiceResponse {
  return documentResponse({
    title: paid ? "Paid" : "Cancelled",
    refresh: paid && back ? { url: back, seconds: secondsBeforeReturn } : undefined,
    body: html`<div class="single">
<main class="panel ending">
<p class="seal ${paid ? "paid" : "cancelled"}" aria-hidden="true"></p>
<h1>${paid ? "Paid" : "Payment cancelled"}</h1>
<p>${paid ? details(payable) : "This payment was cancelled. Nothing was charged."}</p>
${back && html`<p><a class="primary" href="${back.href}">Return to ${merchant}</a></p>`}
${paid && back && html`<p class="fine">You are taken back in a moment.</p>`}
</main>
</div>`,
  });
}

/** The page for a payment that doesn't exist, or whose secret isn't known. */
export function notFoundPage(): ServiceResponse {
  return documentResponse({
    status: 404,
    title: "Not found",
    body: html`<div class="single">
<main class="panel ending">
<p class="seal cancelled" aria-hidden="true"></p>
<h1>No such payment</h1>
<p>The address is incomplete, or the payment doesn't exist. Open the link from ${merchant} again.</p>
</main>
</div>`,
  });
}

function details({ amount, currency, description }: Payable): Markup {
  return html`<strong>${formatMoney(amount, currency)}</strong> to ${merchant}${description && html` for ${description}`}.`;
}
