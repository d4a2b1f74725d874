import { createHmac } from "node:crypto";
import type { RecordedEvent } from "./books";

/** Where webhooks go, asked at every attempt. */
export interface WebhookTarget {
  url: () => string;
  /** Signing secret, `whsec_…`. */
  secret: () => Promise<string> | string;
}

const answerTimeoutMs = 20_000;

/** Posts the event, signed at `now` (milliseconds). Returns why it wasn't taken, or nothing when it was. */
export async function postWebhook(
  target: WebhookTarget,
  event: RecordedEvent,
  now: number,
  closing: AbortSignal,
): Promise<string | undefined> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    const body = JSON.stringify({ ...event, pending_webhooks: 1 }, null, 2);
    const secret = await Promise.race([target.secret(), untilAborted(signal)]);
    const response = await fetch(target.url(), {
      method: "POST",
      headers: {
        accept: "*/*; q=0.5, application/xml",
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": sign(body, secret, Math.floor(now / 1000)),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      redirect: "manual",
      signal,
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

/** `t=…,v1=…` over the raw body: https://docs.stripe.com/webhooks/signature */
function sign(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
