import type { Currency } from "#contract/fields";

// Every sum is done here, in whole minor units (paise, cents); major units are only for the wire and the table.

/** Decimals of a currency's minor unit (ISO 4217). */
const decimals: Record<Currency, number> = { INR: 2, USD: 2, EUR: 2, GBP: 2, JPY: 0 };

/** 1499.00 INR → 149900; 500 JPY → 500. */
export const toMinor = (major: number, currency: Currency): number => Math.round(major * 10 ** decimals[currency]);

export const toMajor = (minor: number, currency: Currency): number => minor / 10 ** decimals[currency];

/** Whether the amount can be paid in this currency at all: 10.50 JPY can't. */
export const isPayable = (major: number, currency: Currency): boolean =>
  toMajor(toMinor(major, currency), currency) === major;

/** "₹1,499.00" */
export const format = (major: number, currency: Currency): string =>
  new Intl.NumberFormat("en-IN", { style: "currency", currency }).format(major);

/** So many per cent of an amount, to the nearest coin; in major units. */
export const shareOf = (major: number, percent: number, currency: Currency): number =>
  toMajor(Math.round((toMinor(major, currency) * percent) / 100), currency);
