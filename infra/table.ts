import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { indexes } from "#contract/needs";
import { removalOf, type Terms } from "./stages";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table: what it says is the truth, its stream is the outbox, and where it is kept, it outlives the stack. */
export function createTable(scope: Construct, terms: Terms, encryptionKey: IKey): Table {
  const table = new Table(scope, "Table", {
    partitionKey: text("pk"),
    sortKey: text("sk"),
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: "ttl",
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    deletionProtection: terms.keeps,
    removalPolicy: removalOf(terms),
  });
  for (const indexName of indexes)
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(`${indexName}pk`),
      sortKey: text(`${indexName}sk`),
      projectionType: ProjectionType.ALL,
    });
  return table;
}
