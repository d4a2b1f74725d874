import { join } from "node:path";
import { Journal } from "#local/journal";
import { answerControl } from "#local/payments/controls";
import { Courier } from "#local/payments/courier";
import type { WebhookTarget } from "#local/payments/webhook";
import type { Clock, ServiceRequest, ServiceResponse } from "#local/service";
import type { Keys } from "./access";
import { answerApi } from "./api";
import { openBooks } from "./books";
import { controls } from "./controls";
import type { Desk } from "./desk";
import { writeLetter } from "./letter";
import { answerPage } from "./page/page";

export interface RazorpayOptions extends Keys {
  /** Where the state is kept; made if missing. */
  directory: string;
  clock: Clock;
  webhook: WebhookTarget;
  /** Whether the account takes each receipt once only; false by default, as for a new account. */
  uniqueReceipts?: boolean;
  /** Milliseconds before each further attempt to deliver a webhook; nine by default: 1 s, doubled each time. */
  retryDelaysMs?: number[];
  log?: (line: string) => void;
}

/** A local Razorpay account in test mode, with the checkout that Razorpay would show. */
export interface Razorpay {
  handle(request: ServiceRequest): Promise<ServiceResponse>;
  /** Resolves when no webhook is being sent; what is held, or waits for its retry, doesn't count. */
  settled(): Promise<void>;
  /** Stops the webhooks; undelivered ones are sent after the next start. */
  close(): Promise<void>;
}

const defaultRetryDelaysMs = Array.from({ length: 9 }, (_, attempt) => 1_000 * 2 ** attempt);

/**
 * Serves `/v1/…` as Razorpay's API does, `/pay/{order}?return_url=…` to people, and `/local/…` to tests.
 *
 * @example
 * const local = await openRazorpay({ directory: ".local/razorpay", clock: Date.now, keyId: "rzp_test_local",
 *   keySecret: "local", webhook: { url: () => "http://127.0.0.1:3000/webhooks/razorpay", secret: () => "hook" } });
 */
export async function openRazorpay(options: RazorpayOptions): Promise<Razorpay> {
  const desk = openDesk(options);
  return {
    handle: async (request) => answer(desk, request),
    settled: () => desk.courier.settled(),
    close: () => desk.courier.close(),
  };
}

function openDesk({
  clock,
  directory,
  log = () => undefined,
  uniqueReceipts = false,
  ...options
}: RazorpayOptions): Desk {
  const books = openBooks(directory);
  const courier = new Courier({
    deliveries: new Journal(join(directory, "deliveries.jsonl")),
    events: books.events,
    targets: () => [options.webhook],
    write: writeLetter,
    clock,
    retryDelays: options.retryDelaysMs ?? defaultRetryDelaysMs,
    log,
  });
  return { books, clock, courier, keys: options, uniqueReceipts, log };
}

function answer(desk: Desk, request: ServiceRequest): ServiceResponse {
  if (request.path.startsWith("/local/")) return answerControl(controls, desk, request);
  return answerPage(desk, request) ?? answerApi(desk, request);
}
