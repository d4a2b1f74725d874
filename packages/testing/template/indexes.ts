import * as z from "zod";
import { tableOf } from "./declared";
import type { Resources } from "./resources";

/** Indexes as they were at a release, by name: `gsi1pk gsi1sk ALL`. */
export interface Deployed {
  release: string;
  indexes: Record<string, string>;
}

const declared = z.array(
  z.object({
    IndexName: z.string(),
    KeySchema: z.array(z.object({ AttributeName: z.string() })),
    Projection: z.object({ ProjectionType: z.string() }),
  }),
);

/** The indexes of a synthesized table, as they stand on record. */
export function indexesOf(resources: Resources): Deployed["indexes"] {
  const found = declared.parse(tableOf(resources).properties.GlobalSecondaryIndexes);
  return Object.fromEntries(
    found.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      [...KeySchema.map(({ AttributeName }) => AttributeName), Projection.ProjectionType].join(" "),
    ]),
  );
}

/** What a deployment would do to the indexes: one that changes is made anew, which is two changes. */
function changesBetween(before: Deployed["indexes"], after: Deployed["indexes"]): string[] {
  const gone = Object.keys(before).filter((name) => after[name] !== before[name]);
  const made = Object.keys(after).filter((name) => after[name] !== before[name]);
  return [...gone.map((name) => `-${name}`), ...made.map((name) => `+${name}`)];
}

/**
 * What is wrong with the record of the deployed indexes, or with a template that departs from its last entry. DynamoDB
 * makes or removes one index per update, and a deployment that asks for two fails half-way.
 */
export function indexFaults(record: readonly Deployed[], synthesized: Deployed["indexes"]): string[] {
  const steps = record.slice(1).map(({ release, indexes }, before) => ({
    release,
    changes: changesBetween(record[before]?.indexes ?? {}, indexes),
  }));
  const crowded = steps.filter(({ changes }) => changes.length !== 1);
  const unrecorded = changesBetween(record.at(-1)?.indexes ?? {}, synthesized);
  return [
    ...crowded.map(({ release, changes }) => `${release} changes ${changes.join(" ") || "nothing"}: one at a time`),
    ...(unrecorded.length > 0 ? [`not on record in infra/indexes.json: ${unrecorded.join(" ")}`] : []),
  ];
}
