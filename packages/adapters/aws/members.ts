// What each action takes, without what is older than expressions. ElectroDB's parameters have more than a transaction's
// parts take, and the SDK drops it; so do we.

const table = ["TableName", "ExpressionAttributeNames", "ReturnConsumedCapacity"];
const condition = ["ConditionExpression", "ExpressionAttributeValues", "ReturnValuesOnConditionCheckFailure"];
const write = [...table, ...condition, "ReturnValues", "ReturnItemCollectionMetrics"];
const read = [...table, "ConsistentRead", "ProjectionExpression"];
const list = [
  ...[...read, "IndexName", "Limit", "Select", "ExclusiveStartKey", "FilterExpression", "ExpressionAttributeValues"],
];
const part = ["TableName", "ExpressionAttributeNames", ...condition];

/** By action, and for the parts of transactions by the kind of part. */
const members: Record<string, readonly string[]> = {
  GetItem: [...read, "Key"],
  PutItem: [...write, "Item"],
  UpdateItem: [...write, "Key", "UpdateExpression"],
  DeleteItem: [...write, "Key"],
  Query: [...list, "KeyConditionExpression", "ScanIndexForward"],
  Scan: [...list, "Segment", "TotalSegments"],
  BatchGetItem: ["RequestItems", "ReturnConsumedCapacity"],
  BatchWriteItem: ["RequestItems", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"],
  TransactGetItems: ["TransactItems", "ReturnConsumedCapacity"],
  TransactWriteItems: [
    ...["TransactItems", "ClientRequestToken", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"],
  ],
  Get: ["TableName", "ExpressionAttributeNames", "Key", "ProjectionExpression"],
  Put: [...part, "Item"],
  Update: [...part, "Key", "UpdateExpression"],
  Delete: [...part, "Key"],
  ConditionCheck: [...part, "Key"],
};

const sets = new Map(Object.entries(members).map(([name, names]) => [name, new Set(names)]));

/** Whether an action, or a part of a transaction, takes the member; whatever else has members takes all. */
export const takes = (name: string, member: string): boolean => sets.get(name)?.has(member) ?? true;
