import { brandOf } from "./cards";

/** A card as typed in: digits only, four-digit year. */
export interface CardDetails {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
}

export type CardField = "cvc" | "exp_month" | "exp_year" | "number";

interface CardProblem {
  field: CardField;
  code: string;
  message: string;
}

/** What is wrong with the card before any bank is asked, in the order of the form. `now` in seconds. */
export function checkCard(card: CardDetails, now: number): CardProblem[] {
  return [numberProblem(card.number), expiryProblem(card, now), cvcProblem(card)].filter(
    (problem) => problem !== undefined,
  );
}

function numberProblem(number: string): CardProblem | undefined {
  if (/^\d{13,19}$/.test(number) && passesLuhn(number)) return undefined;
  return { field: "number", code: "incorrect_number", message: "Your card number is incorrect." };
}

function expiryProblem({ expMonth, expYear }: CardDetails, now: number): CardProblem | undefined {
  if (!(Number.isInteger(expMonth) && expMonth >= 1 && expMonth <= 12)) {
    return { field: "exp_month", code: "invalid_expiry_month", message: "Your card's expiration month is invalid." };
  }
  const today = new Date(now * 1000);
  const monthsLeft = (expYear - today.getUTCFullYear()) * 12 + expMonth - (today.getUTCMonth() + 1);
  if (monthsLeft >= 0 && monthsLeft < 50 * 12) return undefined;
  return { field: "exp_year", code: "invalid_expiry_year", message: "Your card's expiration year is invalid." };
}

function cvcProblem({ number, cvc }: CardDetails): CardProblem | undefined {
  const length = brandOf(number) === "amex" ? 4 : 3;
  if (/^\d+$/.test(cvc) && cvc.length === length) return undefined;
  return { field: "cvc", code: "invalid_cvc", message: "Your card's security code is invalid." };
}

function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
