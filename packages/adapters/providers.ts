import type { ProviderName } from "#contract/order";
import type { PaymentProvider } from "./payment";

/** Each is loaded by the first request that needs it: their libraries are large. */
const load: Record<ProviderName, () => Promise<{ provider: PaymentProvider }>> = {
  stripe: () => import("./stripe"),
  razorpay: () => import("./razorpay"),
};

/** Whoever takes, or took, an order's payment. */
export const providerOf = async (name: ProviderName): Promise<PaymentProvider> => (await load[name]()).provider;
