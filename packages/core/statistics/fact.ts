import type { FamilyName, metrics, TotalName, totals } from "#contract/metrics";

type KeysOf<Each> = Each extends unknown ? keyof Each & string : never;

/** Every number that is kept. */
export type Field =
  | KeysOf<(typeof metrics)[FamilyName]["figures"]>
  | KeysOf<(typeof totals)[TotalName]>
  | "learners"
  | "revenue";

/** A row of sums: of a family's day or month, or of how many there are now. */
export interface BucketKey {
  family: string;
  slot: string;
}

/** A row of sums over all time, of one course or event by one measure. */
export interface StandingKey {
  kind: "course" | "event";
  subject_id: string;
  /** A currency for revenue, else `enrollments` or `registrations`. */
  measure: string;
}

/** What one source adds to one number. */
export interface Fact {
  to: BucketKey | StandingKey;
  field: Field;
  amount: number;
}

const separator = "|";

export const isStanding = (to: Fact["to"]): to is StandingKey => "measure" in to;

/** A fact as it is kept on record: `orders|2026-11-23#INR|paid|1`. */
export const textOf = ({ to, field, amount }: Fact): string =>
  [...(isStanding(to) ? [to.kind, to.subject_id, to.measure] : [to.family, to.slot]), field, amount].join(separator);

/** The fact that a text was made of. */
export function factFrom(text: string): Fact {
  const parts = text.split(separator);
  const amount = Number(parts.pop());
  // Only `textOf` writes these.
  const field = parts.pop() as Field;
  const [first = "", second = "", measure] = parts;
  if (measure === undefined) return { to: { family: first, slot: second }, field, amount };
  return { to: { kind: first as StandingKey["kind"], subject_id: second, measure }, field, amount };
}

/** The name of the row that a fact goes to. */
export const rowOf = ({ to }: Pick<Fact, "to">): string =>
  isStanding(to)
    ? `${to.kind}${separator}${to.subject_id}${separator}${to.measure}`
    : `${to.family}${separator}${to.slot}`;
