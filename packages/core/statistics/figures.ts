import type { Currency } from "#contract/fields";
import { type FamilyName, metrics } from "#contract/metrics";
import { toMajor } from "../money";
import type { Field } from "./fact";

/** Sums as they are kept: money in minor units; what is missing is 0. */
export type Amounts = Partial<Record<Field, number>>;

type FiguresOf<Name extends FamilyName> = Record<keyof (typeof metrics)[Name]["figures"] & string, number>;

export function sumOf(rows: readonly Amounts[]): Amounts {
  const sum: Amounts = {};
  for (const row of rows)
    for (const [name, amount] of Object.entries(row)) {
      const field = name as Field;
      sum[field] = (sum[field] ?? 0) + amount;
    }
  return sum;
}

const ratio = (part = 0, whole = 0): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000);

const derived: Partial<Record<Field, (amounts: Amounts) => number>> = {
  average_order_value: ({ gross = 0, paid = 0 }) => (paid === 0 ? 0 : Math.round(gross / paid)),
  refund_rate: ({ refunds, gross }) => ratio(refunds, gross),
  conversion: ({ cohort_paid, placed }) => ratio(cohort_paid, placed),
};

/** Sums as they go out: every figure of the family, those included that are made of others; money in major units. */
export function figuresOf<Name extends FamilyName>(name: Name, amounts: Amounts, currency?: Currency): FiguresOf<Name> {
  const entries = Object.entries(metrics[name].figures).map(([figure, { unit }]) => {
    const field = figure as Field;
    const value = derived[field]?.(amounts) ?? amounts[field] ?? 0;
    return [field, unit === "money" && currency ? toMajor(value, currency) : value];
  });
  // The names are those of the family.
  return Object.fromEntries(entries) as FiguresOf<Name>;
}
