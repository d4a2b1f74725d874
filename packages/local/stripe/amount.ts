import { formatMoney } from "#local/payments/money";
import { refusal } from "./failure";

/** Smallest amounts in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const minimums: Record<string, number> = { aud: 50, cad: 50, eur: 50, gbp: 30, inr: 50, jpy: 50, sgd: 50, usd: 50 };
const maximum = 99_999_999;

const currencies = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

/** Lower-case code. @throws StripeFailure 400 for one that doesn't exist. */
export function readCurrency(code: string): string {
  const currency = code.toLowerCase();
  if (!currencies.has(currency))
    throw refusal("parameter_invalid", `Invalid currency: ${code.slice(0, 20)}`, "currency");
  return currency;
}

/** @throws StripeFailure 400 unless a card can be charged the amount (minor units). */
export function checkAmount(amount: number, currency: string): void {
  if (amount < 1)
    throw refusal("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
  const minimum = minimums[currency] ?? 1;
  if (amount < minimum) {
    throw refusal("amount_too_small", `Amount must be at least ${formatMoney(minimum, currency)}`, "amount");
  }
  if (amount > maximum) {
    throw refusal("amount_too_large", `Amount must be no more than ${formatMoney(maximum, currency)}`, "amount");
  }
}
