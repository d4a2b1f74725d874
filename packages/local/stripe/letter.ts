import { createHmac } from "node:crypto";
import type { Letter } from "#local/payments/webhook";
import type { RecordedEvent } from "./books";

/** The event as Stripe posts it, signed at `now` (milliseconds). */
export function writeLetter(event: RecordedEvent, secret: string, now: number): Letter {
  const body = JSON.stringify({ ...event, pending_webhooks: 1 }, null, 2);
  const headers = {
    accept: "*/*; q=0.5, application/xml",
    "content-type": "application/json; charset=utf-8",
    "stripe-signature": sign(body, secret, Math.floor(now / 1000)),
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  };
  return { headers, body };
}

/** `t=…,v1=…` over the raw body: https://docs.stripe.com/webhooks/signature */
function sign(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
