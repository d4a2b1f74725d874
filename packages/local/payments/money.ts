/** `₹4,999.00` for 499900 `inr` or `INR`: minor units, by the currency's own decimals and grouping. */
export function formatMoney(amount: number, currency: string): string {
  const locale = currency.toLowerCase() === "inr" ? "en-IN" : "en";
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
