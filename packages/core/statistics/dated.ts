import type { Currency } from "#contract/fields";
import type { FamilyName } from "#contract/metrics";
import { dayOf, monthOf } from "../day";
import type { Fact, Field } from "./fact";

export type Figures = Partial<Record<Field, number>>;

/** What a source adds to one row; nothing where it is nothing. */
export const added = (to: Fact["to"], figures: Figures): Fact[] =>
  Object.entries(figures).flatMap(([field, amount]) => (amount === 0 ? [] : [{ to, field: field as Field, amount }]));

/** The partition of a family's months. */
export const monthsOf = (family: FamilyName): string => `${family}#months`;

/** A row's place within its family: `2026-11-23`, or `2026-11-23#INR` where sums are of one currency. */
export const slotOf = (period: string, currency?: Currency): string => (currency ? `${period}#${currency}` : period);

/** What happened at a moment, for the day and for the month that it belongs to in India. */
export function dated(family: FamilyName, at: string, figures: Figures, currency?: Currency): Fact[] {
  const day = dayOf(new Date(at));
  return [
    ...added({ family, slot: slotOf(day, currency) }, figures),
    ...added({ family: monthsOf(family), slot: slotOf(monthOf(day), currency) }, figures),
  ];
}
