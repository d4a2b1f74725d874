import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";
import { isRefused } from "../transaction";
import type { StandingKey } from "./fact";

type Item = Record<string, unknown>;

/** The number that a standing is ranked by: revenue where the measure is a currency. */
const rankedBy = (measure: string): "enrollments" | "registrations" | "revenue" =>
  measure === "enrollments" || measure === "registrations" ? measure : "revenue";

/** Sorts as text the way the number sorts; what has lost more than it brought stands with what brought nothing. */
const padded = (value: number): string => String(Math.max(0, value)).padStart(15, "0");

const listOf = (kind: string, measure: string): string => `ranking#${kind}#${measure}`;

const numberOf = (row: Item): number => Number(row[rankedBy(String(row.measure))] ?? 0);

/** Where a standing belongs. */
export const placeOf = (row: Item) => ({
  gsi1pk: listOf(String(row.kind), String(row.measure)),
  gsi1sk: `${padded(numberOf(row))}#${row.subject_id}`,
});

/**
 * Puts a standing where its number belongs. The place is an index key, which no addition can move: it follows the
 * change of the number by the stream. Whoever finds the number moved on leaves it to the record of that move.
 */
export async function rank(row: Item): Promise<void> {
  const { gsi1pk, gsi1sk } = placeOf(row);
  if (row.gsi1sk === gsi1sk) return;
  const value = numberOf(row);
  const update = new UpdateCommand({
    TableName: store.table,
    Key: { pk: row.pk, sk: row.sk },
    UpdateExpression: "SET gsi1pk = :list, gsi1sk = :place",
    ConditionExpression: value === 0 ? "attribute_not_exists(#by) OR #by = :value" : "#by = :value",
    ExpressionAttributeNames: { "#by": rankedBy(String(row.measure)) },
    ExpressionAttributeValues: { ":list": gsi1pk, ":place": gsi1sk, ":value": value },
  });
  await documents.send(update).catch((error) => {
    if (!isRefused(error)) throw error;
  });
}

interface Ranked {
  id: string;
  /** Minor units for revenue. */
  value: number;
}

/** The first of a ranking: one query. */
export async function ranking({ kind, measure }: Omit<StandingKey, "subject_id">, limit: number): Promise<Ranked[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: store.table,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :list",
      ExpressionAttributeValues: { ":list": listOf(kind, measure) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map((item) => ({ id: String(item.subject_id), value: numberOf(item) })).filter(({ value }) => value > 0);
}
