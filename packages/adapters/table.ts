import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientDefaults } from "./aws";
import { binding } from "./environment";
import { readInTodaysShape } from "./shape";

const open = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults), { marshallOptions: { removeUndefinedValues: true } });

export const documents = readInTodaysShape(open());

/** Reads rows as they were written: for whoever brings them into today's shape. */
export const openAsWritten = open;

/** What every ElectroDB entity is built with. */
export const store = { client: documents, table: binding("TABLE_NAME") };
