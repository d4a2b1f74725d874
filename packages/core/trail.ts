import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { cause } from "#adapters/cause";
import { workers } from "#contract/workers";

type Operation = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** Entities whose changes are told to somebody: nobody would read the others' trail. */
const told = new Set<unknown>(workers.flatMap(({ trigger }) => ("stream" in trigger ? trigger.stream.entities : [])));

/** As ElectroDB calls the value of an update that names the entity. */
const entityValue = ":__edb_e___u0";

/** The operation, with what caused it written into the row: whoever is told of the change goes on in its name. */
export function trailed(operation: Operation): Operation {
  const by = cause();
  if (by === undefined) return operation;
  const { Put, Update } = operation;
  if (Put && told.has(Put.Item?.__edb_e__)) return { Put: { ...Put, Item: { ...Put.Item, cause: by } } };
  if (!Update || !told.has(Update.ExpressionAttributeValues?.[entityValue])) return operation;
  return {
    Update: {
      ...Update,
      UpdateExpression: Update.UpdateExpression?.replace(/\bSET /, "SET #cause = :cause, "),
      ExpressionAttributeNames: { ...Update.ExpressionAttributeNames, "#cause": "cause" },
      ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ":cause": by },
    },
  };
}
