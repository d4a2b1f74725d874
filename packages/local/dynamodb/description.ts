import { expiryAttribute, type StoredTable } from "./definition";
import { type Place, streamArn, tableArn } from "./tables";

/** The answer to DescribeTable. Counts and sizes, which AWS refreshes every six hours, are left out. */
export function describeTable(place: Place, table: StoredTable) {
  const arn = tableArn(place, table.TableName);
  return {
    Table: {
      TableName: table.TableName,
      TableArn: arn,
      TableStatus: "ACTIVE",
      CreationDateTime: table.CreatedAt / 1000,
      KeySchema: table.KeySchema,
      AttributeDefinitions: table.AttributeDefinitions,
      DeletionProtectionEnabled: table.DeletionProtectionEnabled ?? false,
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      ...(table.GlobalSecondaryIndexes && {
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map((index) => ({
          ...index,
          IndexStatus: "ACTIVE",
          IndexArn: `${arn}/index/${index.IndexName}`,
        })),
      }),
      ...(table.StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
        LatestStreamArn: streamArn(place, table.TableName),
      }),
    },
  };
}

/** The answer to DescribeTimeToLive. */
export function describeTimeToLive(table: StoredTable) {
  const AttributeName = expiryAttribute(table);
  return {
    TimeToLiveDescription: AttributeName
      ? { TimeToLiveStatus: "ENABLED", AttributeName }
      : { TimeToLiveStatus: "DISABLED" },
  };
}
