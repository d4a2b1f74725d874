import { indexes } from "#contract/needs";
import { keyOf, tableOf } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resources } from "./resources";

const keys = (prefix = "") => [
  { AttributeName: `${prefix}pk`, KeyType: "HASH" },
  { AttributeName: `${prefix}sk`, KeyType: "RANGE" },
];

const texts = (prefix = "") => keys(prefix).map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" }));

/** The one table: its keys and indexes, a stream with both images, and everything that keeps data from getting lost. */
export function tableFaults(resources: Resources): string[] {
  const table = tableOf(resources);
  return [
    ...presenceFaults(resources, "AWS::DynamoDB::Table", [table]),
    ...retentionFaults(resources, table),
    ...propertyFaults(table, {
      KeySchema: keys(),
      AttributeDefinitions: [...texts(), ...indexes.flatMap(texts)],
      GlobalSecondaryIndexes: indexes.map((IndexName) => ({
        IndexName,
        KeySchema: keys(IndexName),
        Projection: { ProjectionType: "ALL" },
      })),
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: resources.terms.keeps,
      SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: `${keyOf(resources).id}.Arn` },
    }),
  ];
}
