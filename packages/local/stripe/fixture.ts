import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import StripeSdk from "stripe";
import { listen } from "#local/payments/fixture";
import { openStripe, type StripeOptions } from "./stripe";

/** A webhook as it was received. */
export interface Received {
  signature: string;
  body: string;
  type: string;
  /** The id of the event's object. */
  object: string;
}

export const secretKey = "sk_test_local_secret";
export const publishableKey = "pk_test_local_public";
export const webhookSecret = "whsec_local";

/** A webhook endpoint that remembers what came, and answers 200 unless `answers` has other statuses for it. */
export async function receiveWebhooks() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = await listen(async ({ body, headers }) => {
    const event = JSON.parse(body.toString());
    const signature = headers["stripe-signature"] ?? "";
    received.push({ signature, body: body.toString(), type: event.type, object: event.data.object.id });
    return { status: answers.shift() ?? 200, headers: {}, body: "" };
  });
  return { received, answers, types: () => received.map(({ type }) => type), ...server };
}

/** A running stand-in with the SDK's clients for both keys; without a webhook endpoint its events stay undelivered. */
export async function startStripe(overrides: Partial<StripeOptions> = {}) {
  const stripe = await openStripe({
    directory: mkdtempSync(join(tmpdir(), "stripe-")),
    clock: Date.now,
    secretKey,
    publishableKey,
    webhook: { url: () => "http://127.0.0.1:9", secret: () => webhookSecret },
    ...overrides,
  });
  const server = await listen((request) => stripe.handle(request));
  const client = (key: string) =>
    new StripeSdk(key, { host: "127.0.0.1", port: server.port, protocol: "http", maxNetworkRetries: 0 });
  return {
    stripe,
    origin: server.origin,
    sdk: client(secretKey),
    browserSdk: client(publishableKey),
    control: (path: string, body: object = {}) =>
      fetch(`${server.origin}/local/${path}`, { method: "POST", body: JSON.stringify(body) }),
    close: async () => {
      await server.close();
      await stripe.close();
    },
  };
}

export type RunningStripe = Awaited<ReturnType<typeof startStripe>>;

/** Parameters of a payment that is confirmed at once, without redirects. */
export function paidBy(method: string, overrides: StripeSdk.PaymentIntentCreateParams | object = {}) {
  return {
    amount: 499_900,
    currency: "inr",
    automatic_payment_methods: { enabled: true, allow_redirects: "never" as const },
    confirm: true,
    payment_method: method,
    ...overrides,
  };
}
