import { createHmac } from "node:crypto";
import type { Letter } from "#local/payments/webhook";
import type { RecordedEvent } from "./books";

/** The event as Razorpay posts it: signed over the raw body, undated, its id in a header. */
export function writeLetter({ id, body: event }: RecordedEvent, secret: string): Letter {
  const body = JSON.stringify(event);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Razorpay-Webhook/v1",
    "x-razorpay-event-id": id,
    "x-razorpay-signature": createHmac("sha256", secret).update(body).digest("hex"),
  };
  return { headers, body };
}
