import {
  AttributeType,
  BillingMode,
  type ITable,
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
function createTable(scope: Construct, terms: Terms, encryptionKey: IKey): Table {
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

/**
 * The stage's table: its own, or one that was restored and has taken over (`-c table_name=… -c table_stream=…`). The
 * stack's own is left out then, and stays as it is.
 */
export function tableOf(scope: Construct, terms: Terms, key: IKey): ITable {
  const [tableName, stream] = ["table_name", "table_stream"].map((name) => scope.node.tryGetContext(name) as unknown);
  if (!tableName && !stream) return createTable(scope, terms, key);
  if (!tableName || !stream)
    throw new Error("-c table_name=… goes with -c table_stream=…: both are told by the restore");
  const attributes = { tableName: String(tableName), tableStreamArn: String(stream), globalIndexes: [...indexes] };
  return Table.fromTableAttributes(scope, "Restored", attributes);
}
