import { type CardField, checkCard } from "../card-check";
import type { PaymentMethodData } from "../payment-method";

export type FormField = "cvc" | "expiry" | "name" | "number";

/** What was typed, as typed. */
export type TypedCard = Record<FormField, string>;

/** What is wrong with which field. */
export type Problems = Partial<Record<FormField, string>>;

export const emptyCard: TypedCard = { cvc: "", expiry: "", name: "", number: "" };

const fieldOf: Record<CardField, FormField> = {
  cvc: "cvc",
  exp_month: "expiry",
  exp_year: "expiry",
  number: "number",
};

const whenEmpty: Record<FormField, string> = {
  cvc: "Enter the security code.",
  expiry: "Enter the expiry date.",
  name: "Enter the name on the card.",
  number: "Enter your card number.",
};

export function typedCard(form: URLSearchParams): TypedCard {
  const read = (name: string) => (form.get(name) ?? "").trim().slice(0, 100);
  return { cvc: read("cvc"), expiry: read("expiry"), name: read("name"), number: read("number") };
}

/** What has to be repaired before the card can be charged. `now` in seconds. */
export function problemsOf(typed: TypedCard, now: number): Problems {
  const { card } = methodData(typed);
  const details = { number: card.number, expMonth: card.exp_month, expYear: card.exp_year, cvc: typed.cvc };
  const problems: Problems = {};
  for (const { field, message } of checkCard(details, now)) problems[fieldOf[field]] ??= message;
  for (const field of ["cvc", "expiry", "name", "number"] as const) {
    if (typed[field] === "") problems[field] = whenEmpty[field];
  }
  return problems;
}

/** The field that a bank's refusal is about, if it is about one. */
export function refusedField(code: string | undefined): FormField | undefined {
  if (code === "incorrect_cvc") return "cvc";
  return code === "expired_card" ? "expiry" : undefined;
}

/** As the API takes it. An expiry that can't be read has the month NaN. */
export function methodData({ cvc, expiry, name, number }: TypedCard): PaymentMethodData {
  const [, month = "", year = ""] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(expiry) ?? [];
  const expYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  const expMonth = month === "" ? Number.NaN : Number(month);
  const digits = number.replaceAll(/[\s-]/g, "");
  return {
    type: "card",
    card: { number: digits, exp_month: expMonth, exp_year: expYear, cvc },
    billing_details: { name },
  };
}
