import { join } from "node:path";
import { Journal, save } from "#local/journal";
import { answerControl } from "#local/payments/controls";
import { Courier } from "#local/payments/courier";
import type { WebhookTarget } from "#local/payments/webhook";
import type { Clock, ServiceRequest, ServiceResponse } from "#local/service";
import type { Keys } from "./access";
import { answerApi } from "./api";
import { openBooks } from "./books";
import { controls } from "./controls";
import type { Desk } from "./desk";
import { Replays } from "./idempotency";
import { writeLetter } from "./letter";
import { answerPage } from "./page/page";
import { targetsOf } from "./webhook-endpoint";

export interface StripeOptions extends Keys {
  /** Where the state is kept, made if missing; without one it is forgotten in the end. */
  directory?: string;
  clock: Clock;
  /** Where events go while the account has no webhook endpoint. */
  webhook: WebhookTarget;
  /** Milliseconds before each further attempt to deliver a webhook; nine by default: 1 s, doubled each time. */
  retryDelaysMs?: number[];
  log?: (line: string) => void;
}

/** A local Stripe account in test mode, with the payment page that Stripe would host. */
export interface Stripe {
  handle(request: ServiceRequest): Promise<ServiceResponse>;
  /** Resolves when no webhook is being sent; what is held, or waits for its retry, doesn't count. */
  settled(): Promise<void>;
  /** Stops the webhooks; undelivered ones are sent after the next start. */
  close(): Promise<void>;
}

const defaultRetryDelaysMs = Array.from({ length: 9 }, (_, attempt) => 1_000 * 2 ** attempt);

/**
 * Serves `/v1/…` as the `stripe` SDK expects it, `/pay/{payment intent}?client_secret=…&return_url=…` to people, and
 * `/local/…` to tests.
 *
 * @example
 * const local = await openStripe({ directory: ".local/stripe", clock: Date.now, secretKey: "sk_test_local",
 *   publishableKey: "pk_test_local", webhook: { url: () => "http://127.0.0.1:3000/webhooks/stripe", secret: () => "whsec_local" } });
 * const sdk = new StripeSdk("sk_test_local", { host: "127.0.0.1", port, protocol: "http" });
 */
export async function openStripe(options: StripeOptions): Promise<Stripe> {
  const desk = openDesk(options);
  return {
    handle: async (request) => answer(desk, request),
    settled: () => desk.courier.settled(),
    close: () => desk.courier.close(),
  };
}

/** The desk by itself, for whoever stands behind it. */
export function openDesk({ clock, directory, log = () => undefined, ...options }: StripeOptions): Desk {
  const books = openBooks(directory);
  const courier = new Courier({
    deliveries: new Journal(directory && join(directory, "deliveries.jsonl")),
    events: books.events,
    targets: ({ type }) => targetsOf(books, type) ?? [options.webhook],
    write: writeLetter,
    done: (event) => save(books.events, { ...event, pending_webhooks: 0 }),
    clock,
    retryDelays: options.retryDelaysMs ?? defaultRetryDelaysMs,
    log,
  });
  const replays = new Replays(new Journal(directory && join(directory, "idempotency.jsonl")), clock);
  return { books, clock, courier, keys: options, log, replays };
}

export function answer(desk: Desk, request: ServiceRequest): ServiceResponse {
  if (request.path.startsWith("/local/")) return answerControl(controls, desk, request);
  return answerPage(desk, request) ?? answerApi(desk, request);
}
