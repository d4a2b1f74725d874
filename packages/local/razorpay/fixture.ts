import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { listen } from "#local/payments/fixture";
import { openRazorpay, type RazorpayOptions } from "./razorpay";

export const keyId = "rzp_test_local";
export const keySecret = "local_secret";
export const webhookSecret = "local_hook";

/** A webhook as it was received. */
export interface Received {
  id: string;
  signature: string;
  body: string;
  type: string;
}

/** A webhook endpoint that remembers what came, and answers 200 unless `answers` has other statuses for it. */
export async function receiveWebhooks() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = await listen(async ({ body, headers }) => {
    const { event } = z.object({ event: z.string() }).parse(JSON.parse(body.toString()));
    const { "x-razorpay-event-id": id = "", "x-razorpay-signature": signature = "" } = headers;
    received.push({ id, signature, body: body.toString(), type: event });
    return { status: answers.shift() ?? 200, headers: {}, body: "" };
  });
  return { received, answers, types: () => received.map(({ type }) => type), ...server };
}

const Handover = z.object({
  razorpay_payment_id: z.string(),
  razorpay_order_id: z.string(),
  razorpay_signature: z.string(),
});

interface Answer {
  status: number;
  body: unknown;
}

async function answered(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.json() };
}

const signIn = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;

/** A running stand-in; without a webhook endpoint its events stay undelivered. */
export async function startRazorpay(overrides: Partial<RazorpayOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "razorpay-"));
  const webhook = { url: () => "http://127.0.0.1:9", secret: () => webhookSecret };
  const razorpay = await openRazorpay({ directory, clock: Date.now, keyId, keySecret, webhook, ...overrides });
  const server = await listen((request) => razorpay.handle(request));
  const at = (path: string) => `${server.origin}${path}`;
  const send = (path: string, body: object, headers: Record<string, string>) =>
    fetch(at(path), { method: "POST", body: JSON.stringify(body), headers }).then(answered);
  const control = (path: string, body: object = {}) => send(`/local/${path}`, body, {});
  return {
    razorpay,
    origin: server.origin,
    get: (path: string, authorization = signIn) => fetch(at(path), { headers: { authorization } }).then(answered),
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      send(path, body, { authorization: signIn, ...headers }),
    control,
    /** Pays as a buyer at the checkout; answers what that hands over. */
    pay: async (order_id: string, attempt: object = {}) =>
      Handover.parse((await control("pay", { order_id, ...attempt })).body),
    close: async () => {
      await server.close();
      await razorpay.close();
    },
  };
}

export type RunningRazorpay = Awaited<ReturnType<typeof startRazorpay>>;
