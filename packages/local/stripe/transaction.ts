import type Stripe from "stripe";
import { save } from "#local/journal";
import type { Call } from "./call";
import { newId } from "./ids";

interface Money {
  /** Minor units. */
  amount: number;
  currency: string;
}

/** Money that came in, less Stripe's 2 % for cards in India. Returns the balance transaction's id. */
export function bookPayment(call: Call, source: string, { amount, currency }: Money): string {
  return book(call, { amount, currency, fee: Math.round(amount * 0.02), source, type: "charge" });
}

/** Money that went back; the fee of the payment isn't returned. */
export function bookRefund(call: Call, source: string, { amount, currency }: Money): string {
  return book(call, { amount: -amount, currency, fee: 0, source, type: "refund" });
}

/** Money of a refund that came back to us. */
export function bookRefundFailure(call: Call, source: string, { amount, currency }: Money): string {
  return book(call, { amount, currency, fee: 0, source, type: "refund_failure" });
}

/** Money that a dispute takes (or, won, gives back). */
export function bookDispute(call: Call, source: string, { amount, currency }: Money): string {
  return book(call, { amount: -amount, currency, fee: 0, source, type: "adjustment" });
}

function book(
  call: Call,
  entry: Money & { fee: number; source: string; type: "adjustment" | "charge" | "refund" | "refund_failure" },
): string {
  const { amount, fee, type } = entry;
  const transaction: Stripe.BalanceTransaction = {
    ...{
      id: newId("txn"),
      object: "balance_transaction",
      amount,
      currency: entry.currency,
      source: entry.source,
      type,
    },
    available_on: type === "charge" ? call.now + 2 * 86_400 : call.now,
    balance_type: "payments",
    created: call.now,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: entry.currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: amount - fee,
    reporting_category: type === "adjustment" ? "dispute" : type,
    status: type === "charge" ? "pending" : "available",
  };
  return save(call.books.transactions, transaction).id;
}

/** `GET /v1/balance`: net amounts by currency, available and pending (settled two days after the payment). */
export function readBalance({ books, now }: Call): Stripe.Balance {
  const all = books.transactions.values();
  return {
    object: "balance",
    available: totals(all.filter(({ available_on }) => available_on <= now)),
    livemode: false,
    pending: totals(all.filter(({ available_on }) => available_on > now)),
  };
}

function totals(transactions: Stripe.BalanceTransaction[]): Stripe.Balance.Available[] {
  const sums = new Map<string, number>();
  for (const { currency, net } of transactions) sums.set(currency, (sums.get(currency) ?? 0) + net);
  return [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
}
