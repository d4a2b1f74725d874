import { keyId, keySecret, startRazorpay, webhookSecret } from "#local/razorpay/fixture";
import type { RazorpayOptions } from "#local/razorpay/razorpay";
import { openProviderLine } from "./provider-line";

const secrets: Record<string, string> = {
  RAZORPAY_KEY_SECRET: keySecret,
  RAZORPAY_WEBHOOK_SECRET: webhookSecret,
};

/** Our adapter of Razorpay on a stand-in of its own, over a line that can be cut. */
export async function openRazorpayProvider(overrides: Partial<RazorpayOptions> = {}) {
  const local = await startRazorpay(overrides);
  const line = await openProviderLine("razorpay");
  Object.assign(process.env, { RAZORPAY_KEY_ID: keyId, RAZORPAY_API_BASE: line.connect(local.origin) });
  jest.doMock("#adapters/secrets", () => ({
    secret: async (name: string) => secrets[name],
    secretThat: async (name: string, fits: (value: string) => boolean) =>
      [secrets[name]].find((value = "") => fits(value)),
  }));
  const { provider, verifySignature } = await import("#adapters/razorpay");
  let ordered = 0;
  const request = (overrides: object = {}) => ({
    order_id: `ord_01kb${String(++ordered).padStart(22, "0")}`,
    ...{ amount: 149_900, currency: "INR" as const, title: "Serverless on AWS", email: "asha@instaiq.test" },
    ...overrides,
  });
  return {
    ...{ local, line, provider, verifySignature, request },
    /** An order at Razorpay that is open. */
    order: async () => (await provider.create(request())).reference,
    close: async () => {
      await line.close();
      await local.close();
    },
  };
}

export type OpenedRazorpay = Awaited<ReturnType<typeof openRazorpayProvider>>;
