import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientDefaults } from "./aws";
import { binding } from "./environment";

const client = new DynamoDBClient(clientDefaults);

export const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/** What every ElectroDB entity is built with. */
export const store = { client: documents, table: binding("TABLE_NAME") };
