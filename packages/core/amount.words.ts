import type { Currency } from "#contract/fields";
import { toMinor } from "./money";

const ones =
  "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen".split(
    " ",
  );
const tens = "- - Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split(" ");

/** What India counts in, largest first. */
const places = [
  [10_000_000, "Crore"],
  [100_000, "Lakh"],
  [1000, "Thousand"],
  [100, "Hundred"],
] as const;

const belowHundred = (number: number): string =>
  number < 20
    ? (ones[number] ?? "")
    : [tens[Math.floor(number / 10)], ...(number % 10 ? [ones[number % 10]] : [])].join("-");

/** 149900 → "One Lakh Forty-Nine Thousand Nine Hundred" */
export function numberInWords(number: number): string {
  const [value, name] = places.find(([value]) => number >= value) ?? [];
  if (value === undefined) return belowHundred(number);
  const rest = number % value;
  const words = `${numberInWords(Math.floor(number / value))} ${name}`;
  return rest === 0 ? words : `${words} ${numberInWords(rest)}`;
}

const names: Record<Currency, { major: string; minor?: string }> = {
  INR: { major: "Rupees", minor: "Paise" },
  USD: { major: "US Dollars", minor: "Cents" },
  EUR: { major: "Euros", minor: "Cents" },
  GBP: { major: "Pounds Sterling", minor: "Pence" },
  JPY: { major: "Japanese Yen" },
};

/** 1499.5 INR → "Rupees One Thousand Four Hundred Ninety-Nine and Fifty Paise Only" */
export function amountInWords(amount: number, currency: Currency): string {
  const { major, minor } = names[currency];
  const coins = toMinor(amount, currency);
  const [whole, part] = minor ? [Math.floor(coins / 100), coins % 100] : [coins, 0];
  return `${major} ${numberInWords(whole)}${part > 0 ? ` and ${numberInWords(part)} ${minor}` : ""} Only`;
}
