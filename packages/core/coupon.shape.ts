import { Failure, type Fault } from "#contract/failure";
import type { Coupon } from "./coupon.entity";
import { isPayable } from "./money";

function faultsOfValue({ kind, value }: Coupon): string | undefined {
  if (kind === "fixed") return undefined;
  const whole = Number.isInteger(value) && value >= 1 && value <= 100;
  return whole ? undefined : "must be a whole number from 1 to 100 for a percentage";
}

/** Amounts that the coupon names, by their field. */
const amountsOf = ({ kind, value, min_amount, max_discount }: Coupon) =>
  Object.entries({ value: kind === "fixed" ? value : undefined, min_amount, max_discount }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );

function faultsOfAmounts(coupon: Coupon): [field: string, message: string][] {
  const { currency, kind, max_discount } = coupon;
  const amounts = amountsOf(coupon);
  if (!currency) return amounts.length > 0 ? [["currency", "must be given where there are amounts"]] : [];
  const message = `must be an amount that ${currency} has coins for`;
  return [
    ...amounts.filter(([, amount]) => !isPayable(amount, currency)).map(([name]): [string, string] => [name, message]),
    ...(kind === "fixed" && max_discount !== undefined
      ? [["max_discount", "is for percentages only"] as [string, string]]
      : []),
  ];
}

/** @throws Failure invalid_input for terms that don't go together, all faults at once */
export function requireSound(coupon: Coupon): void {
  const value = faultsOfValue(coupon);
  const { starts_at, ends_at } = coupon;
  const faults: [string, string][] = [
    ...(value ? [["value", value] as [string, string]] : []),
    ...faultsOfAmounts(coupon),
    ...(starts_at && ends_at && ends_at <= starts_at
      ? [["ends_at", "must be later than starts_at"] as [string, string]]
      : []),
  ];
  const errors = faults.map(([field, message]): Fault => ({ path: `body.${field}`, message }));
  if (errors.length > 0) throw new Failure("invalid_input", { errors });
}
