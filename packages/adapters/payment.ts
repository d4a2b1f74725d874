import type { Currency } from "#contract/fields";

/** What a provider is asked to take. `amount` in minor units. */
export interface PaymentRequest {
  order_id: string;
  amount: number;
  currency: Currency;
  title: string;
  email: string;
}

export interface ProviderPayment {
  payment_id: string;
  client_secret: string;
}

/**
 * What a provider says about a payment: from its webhook, from our asking, or from the sweep. `open` can still be
 * paid; a declined card leaves it open.
 */
export interface Evidence {
  provider: "stripe";
  payment_id: string;
  /** As we put it into the payment's metadata; undefined for a payment that isn't ours. */
  order_id?: string;
  outcome: "open" | "paid" | "cancelled";
  /** Minor units, as received. */
  amount: number;
  currency: string;
  method?: string;
  /** Why the last attempt was declined. */
  declined?: string;
}
