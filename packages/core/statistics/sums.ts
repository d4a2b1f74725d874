import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { metrics, totals } from "#contract/metrics";
import { type Step, step } from "../transaction";
import { type Fact, type Field, isStanding, rowOf } from "./fact";

/** Every figure that is kept, as an attribute that counts. Money is in minor units. */
const kept = [
  ...Object.values(metrics).flatMap(({ figures }) =>
    Object.entries(figures).flatMap(([name, metric]) => ("derived" in metric ? [] : [name])),
  ),
  ...Object.values(totals).flatMap(Object.keys),
  ...["learners", "revenue"],
];

// The names are those that `Field` is made of.
export const sums = Object.fromEntries(kept.map((name) => [name, { type: "number" }])) as Record<
  Field,
  { type: "number" }
>;

/** Sums of a day, of a month, or of what there is now; a family's rows are one partition, in the order of their days. */
export const Buckets = new Entity(
  {
    model: { service: "iq", entity: "bucket", version: "1" },
    attributes: { family: { type: "string", required: true }, slot: { type: "string", required: true }, ...sums },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["family"], template: "stats#${family}", casing: "none" },
        sk: { field: "sk", composite: ["slot"], template: "${slot}", casing: "none" },
      },
    },
  },
  store,
);

/** Sums over all time, of one course or event; its place in the ranking follows: see ranking.ts. */
export const Standings = new Entity(
  {
    model: { service: "iq", entity: "standing", version: "1" },
    attributes: {
      kind: { type: ["course", "event"] as const, required: true },
      subject_id: { type: "string", required: true },
      measure: { type: "string", required: true },
      ...sums,
    },
    indexes: {
      primary: {
        pk: {
          field: "pk",
          composite: ["kind", "subject_id"],
          template: "standing#${kind}#${subject_id}",
          casing: "none",
        },
        sk: { field: "sk", composite: ["measure"], template: "${measure}", casing: "none" },
      },
    },
  },
  store,
);

type Amounts = Partial<Record<Field, number>>;

const addition = (to: Fact["to"], amounts: Amounts): Step =>
  step((isStanding(to) ? Standings.upsert(to).add(amounts) : Buckets.upsert(to).add(amounts)).params());

/** One step per row that the facts change; sums that come to nothing change none. */
export function additions(facts: readonly Fact[]): Step[] {
  const rows = new Map<string, { to: Fact["to"]; amounts: Amounts }>();
  for (const { to, field, amount } of facts) {
    const amounts: Amounts = rows.get(rowOf({ to }))?.amounts ?? {};
    rows.set(rowOf({ to }), { to, amounts: { ...amounts, [field]: (amounts[field] ?? 0) + amount } });
  }
  return [...rows.values()].flatMap(({ to, amounts }) => {
    const moved = Object.entries(amounts).filter(([, amount]) => amount !== 0);
    return moved.length === 0 ? [] : [addition(to, Object.fromEntries(moved))];
  });
}

interface Place {
  Key: { pk: string; sk: string };
}

/** Where a fact's row stands in the table. */
export const keyOf = (to: Fact["to"]): { pk: string; sk: string } =>
  (isStanding(to) ? Standings.get(to).params<Place>() : Buckets.get(to).params<Place>()).Key;
