import type { Currency } from "#contract/fields";
import type { ProviderName } from "#contract/order";

/** What a provider is asked to take. `amount` in minor units. */
export interface PaymentRequest {
  order_id: string;
  amount: number;
  currency: Currency;
  title: string;
  email: string;
}

/** What the buyer's browser needs to pay. */
export interface ProviderPayment {
  /** The provider's own record of it: `pi_…` at Stripe, `order_…` at Razorpay. */
  reference: string;
  /** What lets a browser confirm exactly this payment; missing where the provider has no such thing. */
  client_secret?: string;
  /** Of one that was made before. */
  outcome?: Evidence["outcome"];
}

/**
 * What a provider says about a payment: from its webhook, from our asking, or from the sweep. `open` can still be
 * paid; a declined card leaves it open.
 */
export interface Evidence {
  provider: ProviderName;
  reference: string;
  /** The payment that was made: the same as `reference` at Stripe, `pay_…` at Razorpay. */
  payment_id?: string;
  /** As we told the provider; undefined for a payment that isn't ours. */
  order_id?: string;
  outcome: "open" | "paid" | "cancelled";
  /** Minor units, as received. */
  amount: number;
  currency: string;
  method?: string;
  /** Why the last attempt was declined. */
  declined?: string;
}

/** Money on its way back, as the provider has it. */
export interface RefundEvidence {
  /** The provider's id: `re_…`, `rfnd_…`. */
  id: string;
  /** Ours, as we told the provider; undefined for one that was made in its dashboard. */
  refund_id?: string;
  /** Minor units. */
  amount: number;
  /** `pending` is on its way and counts as gone back; `failed` has come back to us. */
  status: "pending" | "succeeded" | "failed";
  reason?: string;
}

/** A buyer's bank wants a payment back. The money is gone while it is `open`, and comes back when it is `won`. */
export interface DisputeEvidence {
  id: string;
  /** Minor units. */
  amount: number;
  status: "open" | "won" | "lost";
  reason?: string;
}

/** All that a provider has on one payment, now. */
export interface Statement extends Evidence {
  refunds: readonly RefundEvidence[];
  disputes: readonly DisputeEvidence[];
}

/** A payment as it stands in a list: enough to tell whether its statement is worth asking for. */
export interface Glance {
  reference: string;
  order_id?: string;
  paid: boolean;
  /** Minor units that refunds have taken back. */
  returned: number;
  disputed: boolean;
}

/** What a webhook told. */
export interface ProviderEvent {
  id: string;
  /** What it says about a payment of ours. */
  evidence?: Evidence;
  /** A payment of which something else has changed, refunds or disputes: its statement tells, whatever comes out of order. */
  changed?: string;
}

export interface RefundRequest {
  reference: string;
  /** Ours: the same one gives the money back once, however often it is asked for. */
  refund_id: string;
  /** Minor units. */
  amount: number;
  reason?: string;
}

/** One way to take payments. Whatever throws is looked at by `isRefusal`. */
export interface PaymentProvider {
  /** Asks for a payment. The order's id is the idempotency key: asking again answers the same payment. */
  create(request: PaymentRequest): Promise<ProviderPayment>;
  /** What the provider says about it now, and what a browser needs to pay it. */
  retrieve(reference: string): Promise<Evidence & ProviderPayment>;
  /**
   * Makes sure that it can't be paid any more, where the provider can do that. Answers what came of it: it may have been
   * paid a moment ago. A provider without cancellation answers `cancelled` for what isn't paid.
   */
  cancel(reference: string): Promise<Evidence>;
  /** Payment, refunds and disputes together. */
  statement(reference: string): Promise<Statement>;
  /** Gives money back, once per `refund_id`. Answers what has become of it. */
  refund(request: RefundRequest): Promise<RefundEvidence>;
  /**
   * Reads a webhook's raw body.
   * @returns undefined when the signature doesn't match, or is too old where the provider dates it.
   */
  readEvent(body: Buffer, headers: Record<string, string | undefined>): Promise<ProviderEvent | undefined>;
  /** All payments that were made out between two moments. */
  list(from: Date, until: Date): AsyncIterable<Glance>;
  /** Whether the provider understood and said no, so that asking again won't help. */
  isRefusal(error: unknown): boolean;
  /** The key that a browser pays with. */
  publishableKey(): string;
}
