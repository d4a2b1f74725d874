import type { UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Migration, Reshaping, Row } from "#adapters/migrations/migration";
import { store } from "#adapters/table";

/** A row that notes which of its attributes are looked at, those that it hasn't got as well. */
function watched(row: Row): { view: Row; seen: Set<string> } {
  const seen = new Set<string>();
  const note = (name: string | symbol) => void seen.add(String(name));
  const view = new Proxy(row, {
    get: (target, name) => {
      note(name);
      return target[String(name)];
    },
    has: (target, name) => {
      note(name);
      return name in target;
    },
    ownKeys: () => {
      throw new Error("a migration names the attributes that it looks at: it can't take a row as a whole");
    },
  });
  return { view, seen };
}

/** Keys of the table itself: a row can't get another. */
const fixed = ["pk", "sk"];

/** The text of an expression, with its names and values as they are found. */
class Expression {
  readonly names: Record<string, string> = {};
  readonly values: Row = {};

  name(attribute: string): string {
    const known = Object.entries(this.names).find(([, name]) => name === attribute)?.[0];
    if (known) return known;
    const placeholder = `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }
}

function changing(expression: Expression, { set = {}, remove = [] }: Reshaping): string {
  const assignments = Object.entries(set).map(
    ([name, value]) => `${expression.name(name)} = ${expression.value(value)}`,
  );
  const removals = remove.map((name) => expression.name(name));
  return [
    ...(assignments.length > 0 ? [`SET ${assignments.join(", ")}`] : []),
    ...(removals.length > 0 ? [`REMOVE ${removals.join(", ")}`] : []),
  ].join(" ");
}

/** That the row is there, and says of these attributes what it said. */
function unchanged(expression: Expression, row: Row, attributes: Iterable<string>): string {
  const conditions = [...attributes].map((attribute) =>
    row[attribute] === undefined
      ? `attribute_not_exists(${expression.name(attribute)})`
      : `${expression.name(attribute)} = ${expression.value(row[attribute])}`,
  );
  return [`attribute_exists(${expression.name("pk")})`, ...conditions].join(" AND ");
}

/**
 * The update that brings a row into today's shape, if nothing that this follows from has changed since it was read:
 * neither what the migration has looked at nor what it writes. Anything else may change meanwhile.
 * @returns undefined for a row that has it
 */
export function rewriteOf(migration: Migration, row: Row): UpdateCommandInput | undefined {
  const { view, seen } = watched(row);
  const reshaping = migration.change(view);
  if (!reshaping) return undefined;
  const written = [...Object.keys(reshaping.set ?? {}), ...(reshaping.remove ?? [])];
  if (fixed.some((name) => written.includes(name))) throw new Error(`${migration.id}: a row's own key can't change`);
  const expression = new Expression();
  return {
    TableName: store.table,
    Key: { pk: row.pk, sk: row.sk },
    UpdateExpression: changing(expression, reshaping),
    ConditionExpression: unchanged(expression, row, new Set([...seen, ...written])),
    ExpressionAttributeNames: expression.names,
    ExpressionAttributeValues: Object.keys(expression.values).length > 0 ? expression.values : undefined,
    ReturnConsumedCapacity: "TOTAL",
  };
}
