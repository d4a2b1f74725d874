import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { SQSClient } from "@aws-sdk/client-sqs";

// Made when they are needed: where they lead is known only once a stage is aimed at.

/** Waits as long as the slowest function runs; said twice, an invocation does no harm, but it needn't be. */
export const lambda = () => new LambdaClient({ maxAttempts: 1, requestHandler: { requestTimeout: 310_000 } });

/** Asks the region's address, not the queue's own: there is one more of them on AWS than here. */
export const sqs = () => new SQSClient({ useQueueUrlAsEndpoint: false });

export const tables = () => new DynamoDBClient({});

export const streams = () => new DynamoDBStreamsClient({});

export const secretsManager = () => new SecretsManagerClient({});

export const ses = () => new SESClient({});
