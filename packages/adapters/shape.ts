import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Migration, type Row, reshaped } from "./migrations/migration";
import { migrations } from "./migrations/pending";

const changing = new Map<unknown, Migration[]>();
for (const migration of migrations)
  for (const entity of migration.entities) changing.set(entity, [...(changing.get(entity) ?? []), migration]);

/** A row as it would have been written today; itself where it was. */
export function inTodaysShape(row: Row): Row {
  let shaped = row;
  for (const { change } of changing.get(row.__edb_e__) ?? []) {
    const reshaping = change(shaped);
    if (reshaping) shaped = reshaped(shaped, reshaping);
  }
  return shaped;
}

const all = (rows: Row[]): Row[] => rows.map(inTodaysShape);

/** Where the table's answers have whole rows. */
interface Answer {
  Item?: Row;
  Items?: Row[];
  Attributes?: Row;
  Responses?: Record<string, Row[]>;
}

/** What was answered, in today's shape. */
function shapedAnswer<Given extends object>(answer: Given): Given {
  const { Item, Items, Attributes, Responses }: Answer = answer;
  const byTable = Object.entries(Responses ?? {}).map(([table, rows]) => [table, all(rows)]);
  return {
    ...answer,
    ...(Item && { Item: inTodaysShape(Item) }),
    ...(Items && { Items: all(Items) }),
    ...(Attributes && { Attributes: inTodaysShape(Attributes) }),
    ...(Responses && { Responses: Object.fromEntries(byTable) }),
  };
}

/** Whether what is read is a part of the rows: what is left out of one can't be told from what it lacks. */
const isPart = (input: object): boolean => "ProjectionExpression" in input && input.ProjectionExpression !== undefined;

/** Lets whoever reads through the client meet rows of today's shape only. */
export function readInTodaysShape(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next) => async (call) => {
      const result = await next(call);
      // The outermost step: the document client has made plain rows of the answer by now.
      return isPart(call.input) ? result : { ...result, output: shapedAnswer(result.output) };
    },
    { step: "initialize", name: "todaysShape" },
  );
  return client;
}
