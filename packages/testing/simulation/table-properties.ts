import { indexes } from "#contract/needs";
import { tableName } from "./environment";

const keys = (prefix = "") => [
  { AttributeName: `${prefix}pk`, KeyType: "HASH" },
  { AttributeName: `${prefix}sk`, KeyType: "RANGE" },
];

const texts = (prefix = "") => keys(prefix).map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" }));

/** The table as it is deployed. */
export const tableProperties = {
  TableName: tableName,
  KeySchema: keys(),
  AttributeDefinitions: [...texts(), ...indexes.flatMap(texts)],
  GlobalSecondaryIndexes: indexes.map((IndexName) => ({
    IndexName,
    KeySchema: keys(IndexName),
    Projection: { ProjectionType: "ALL" },
  })),
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
};
