import type { Permission } from "#local/service";
import { type Place, tableArn } from "./tables";
import { isRecord } from "./wire";

/** IAM knows no TransactWriteItems: each part needs the permission of its own operation. */
const PARTS: Record<string, string> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/** The IAM permissions that AWS would check for an operation with this body, each once. */
export function permissions(place: Place, operation: string, body: unknown): Permission[] {
  const needed = needs(operation, isRecord(body) ? body : {}).map(([action, resource]) => ({
    action: `dynamodb:${action}`,
    resource: resource === "*" ? "*" : tableArn(place, resource),
  }));
  return [...new Map(needed.map((permission) => [`${permission.action} ${permission.resource}`, permission])).values()];
}

function needs(operation: string, body: Record<string, unknown>): [action: string, resource: string][] {
  switch (operation) {
    case "TransactWriteItems":
    case "TransactGetItems":
      return transactionParts(body.TransactItems);
    case "BatchGetItem":
    case "BatchWriteItem":
      return Object.keys(isRecord(body.RequestItems) ? body.RequestItems : {}).map((table) => [operation, table]);
    case "RestoreTableToPointInTime":
      return [body.SourceTableName, body.TargetTableName].map((name) => [operation, String(name)]);
    case "TagResource":
    case "ListTagsOfResource":
      return [[operation, String(body.ResourceArn).split("/")[1] ?? ""]];
    case "ListTables":
      return [[operation, "*"]];
    default:
      return [[operation, typeof body.IndexName === "string" ? `${table(body)}/index/${body.IndexName}` : table(body)]];
  }
}

function transactionParts(items: unknown): [string, string][] {
  if (!Array.isArray(items)) return [];
  return items
    .flatMap((item) => Object.entries(isRecord(item) ? item : {}))
    .map(([kind, part]) => [PARTS[kind] ?? kind, table(isRecord(part) ? part : {})]);
}

function table(part: Record<string, unknown>): string {
  return typeof part.TableName === "string" ? part.TableName : "";
}
