import { dayOf } from "./day";

/** Invoices, and credit notes. */
export type Kind = "IQ" | "CN";

/** "2627" from April 2026 to March 2027, by the calendar in India. */
export function financialYear(now: Date): string {
  const [year = 0, month = 0] = dayOf(now).split("-").map(Number);
  const first = month >= 4 ? year : year - 1;
  return [first, first + 1].map((one) => String(one % 100).padStart(2, "0")).join("");
}

/** The series in which documents of a kind are numbered now: `IQ/2627`. */
export const seriesNow = (kind: Kind, now: Date): string => `${kind}/${financialYear(now)}`;

/** `IQ/2627/0000001`: at most 16 characters, as the law wants (CGST Rules, r. 46). */
export const numberIn = (series: string, at: number): string => `${series}/${String(at).padStart(7, "0")}`;

/** `IQ/2627` of `IQ/2627/0000001`. */
export const seriesOf = (number: string): string => number.slice(0, number.lastIndexOf("/"));
