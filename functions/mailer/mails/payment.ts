const methods: Record<string, string> = { card: "Card", upi: "UPI", netbanking: "Net banking", link: "Link" };

/** How an order was paid, in words: `provider` and `method` as the order has them. */
export function paidBy({ provider, method }: { provider?: string; method?: string }): string {
  if (provider === "none") return "Free of charge";
  if (provider === "manual") return "Settled by our team";
  return method ? (methods[method] ?? method.replaceAll("_", " ")) : "Online payment";
}
