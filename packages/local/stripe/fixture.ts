import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import StripeSdk from "stripe";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import { openStripe, type StripeOptions } from "./stripe";

/** A server on a free port of this machine. */
interface Listening {
  origin: string;
  port: number;
  close(): Promise<void>;
}

/** Serves over HTTP what answers service requests. */
export async function listen(handle: (request: ServiceRequest) => Promise<ServiceResponse>): Promise<Listening> {
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers, body } = await handle(await readRequest(incoming));
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://127.0.0.1:${port}`, port, close };
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? "/", "http://local");
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

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

/** Resolves when the condition holds. @throws after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("the awaited condition did not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
