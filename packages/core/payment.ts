import { setting } from "#adapters/environment";
import type { Evidence, PaymentProvider, ProviderPayment } from "#adapters/payment";
import { providerOf } from "#adapters/providers";
import { Failure } from "#contract/failure";
import { type ProviderName, providerName } from "#contract/order";
import { toMinor } from "./money";
import { type Order, Orders } from "./order.entity";
import { type Proof, settle } from "./settlement";

// What is asked of the provider about an order.

/** Who takes an order's payment: `none` and `manual` are nobody. */
export function takerOf({ provider }: Order): ProviderName | undefined {
  const { data } = providerName.safeParse(provider);
  return data;
}

/** @throws Failure payment_refused when the provider says no, payment_provider_unavailable when it says nothing. */
async function asking<Answer>(provider: PaymentProvider, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (provider.isRefusal(error)) throw new Failure("payment_refused", { cause: error });
    throw new Failure("payment_provider_unavailable", { retryAfter: 5, cause: error });
  }
}

/** Asks the provider of an order something. @throws Failure payment_refused, payment_provider_unavailable */
export async function ask<Answer>(
  order: Order,
  question: (provider: PaymentProvider) => Promise<Answer>,
): Promise<Answer> {
  const provider = await providerOf(takerOf(order) ?? "stripe");
  return asking(provider, question(provider));
}

/** The provider's payment of an order, made if need be. Asking twice makes one. */
export async function paymentOf(order: Order): Promise<ProviderPayment> {
  const { transaction_id } = order;
  if (transaction_id) return ask(order, (provider) => provider.retrieve(transaction_id));
  const made = await ask(order, (provider) =>
    provider.create({
      order_id: order.id,
      amount: toMinor(order.total_amount, order.currency),
      currency: order.currency,
      title: order.title,
      email: order.buyer_email,
    }),
  );
  await Orders.patch({ id: order.id }).set({ transaction_id: made.reference }).go();
  return made;
}

const checkoutPages = { stripe: "CHECKOUT_URL", razorpay: "RAZORPAY_CHECKOUT_URL" } as const;

/** Where a buyer can pay, where there is such a page. */
export function checkoutUrl(provider: ProviderName, payment: ProviderPayment): string | undefined {
  const page = setting(checkoutPages[provider]);
  if (!page) return undefined;
  const { reference, client_secret } = payment;
  const [return_url = ""] = setting("FRONTEND_URL").split(",");
  const query = new URLSearchParams({ ...(client_secret ? { client_secret } : {}), return_url });
  return `${page}/${reference}?${query}`;
}

/** Settles what costs nothing, or what an admin answers for: nobody has to say anything. */
export const nothingDue = (order: Order): Proof => ({
  ...{ provider: "none", payment_id: "none", order_id: order.id, outcome: "paid" },
  ...{ amount: toMinor(order.total_amount, order.currency), currency: order.currency },
});

/** What the provider says about an order's payment now. */
export async function evidenceFor(order: Order): Promise<Evidence> {
  const { reference } = await paymentOf(order);
  return ask(order, (provider) => provider.retrieve(reference));
}

/** Settles an order from what the provider says about it now. */
export async function checkPayment(order: Order, now: Date): Promise<Order> {
  if (order.total_amount === 0) return settle(order.id, nothingDue(order), now);
  return settle(order.id, await evidenceFor(order), now);
}

/** Closes the payment of an unpaid order. One that the provider never took can't be paid either. */
export async function closePayment(order: Order): Promise<Proof> {
  if (order.total_amount === 0) return { ...nothingDue(order), outcome: "cancelled" };
  try {
    const { reference } = await paymentOf(order);
    return await ask(order, (provider) => provider.cancel(reference));
  } catch (error) {
    const neverTaken = error instanceof Failure && error.code === "payment_refused" && !order.transaction_id;
    if (!neverTaken) throw error;
    return { ...nothingDue(order), outcome: "cancelled" };
  }
}

/** Makes sure that an unpaid order can't be paid any more, and gives it up; settles it if it was paid meanwhile. */
export const cancel = async (order: Order, now: Date): Promise<Order> =>
  settle(order.id, await closePayment(order), now);
