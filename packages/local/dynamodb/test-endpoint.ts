import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import { type DynamoDb, type Operation, openDynamoDb } from "./database";

export const PLACE = { region: "us-east-1", account: "123456789012" };

/** One table with all that the tests look at; override properties at will. */
export function tableProperties(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const attribute = (AttributeName: string, AttributeType: string) => ({ AttributeName, AttributeType });
  const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
  const index = (IndexName: string, range: string, Projection: object) => ({
    IndexName,
    KeySchema: [key("gsi1pk", "HASH"), key(range, "RANGE")],
    Projection,
  });
  return {
    TableName: "app",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [key("pk", "HASH"), key("sk", "RANGE")],
    AttributeDefinitions: [
      attribute("pk", "S"),
      attribute("sk", "S"),
      attribute("gsi1pk", "S"),
      attribute("gsi1sk", "S"),
      attribute("rank", "N"),
    ],
    GlobalSecondaryIndexes: [
      index("gsi1", "gsi1sk", { ProjectionType: "ALL" }),
      index("byRank", "rank", { ProjectionType: "KEYS_ONLY" }),
    ],
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    ...overrides,
  };
}

/** A stand-in behind HTTP and the real SDK on it, in a directory of its own. */
export interface TestEndpoint {
  db: DynamoDb;
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  operations: Operation[];
  /** Ms since the epoch; the stand-in's clock. */
  now: number;
  /** Closes the stand-in and opens it again on the same directory. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openEndpoint(properties = tableProperties()): Promise<TestEndpoint> {
  const directory = mkdtempSync(join(tmpdir(), "dynamodb-"));
  const state = { now: Date.parse("2026-11-23T12:00:00Z"), operations: [] as Operation[] };
  const open = async () => {
    const onOperation = (operation: Operation) => state.operations.push(operation);
    const db = await openDynamoDb({ ...PLACE, directory, clock: () => state.now, onOperation });
    await db.ensureTable(properties);
    return db;
  };
  const opened = Object.assign(state, { db: await open() });
  const server = await listen((request) => opened.db.handle(request));
  return Object.assign(opened, clients(server), {
    restart: async () => {
      await opened.db.close();
      opened.db = await open();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await opened.db.close();
      rmSync(directory, { recursive: true });
    },
  });
}

/** A request as the local endpoint would hand it over. */
export function serviceRequest(operation: string, body: object): ServiceRequest {
  return {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function clients(server: Server) {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: PLACE.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { client, documents: DynamoDBDocumentClient.from(client, { marshallOptions }) };
}

async function listen(handle: (request: ServiceRequest) => Promise<ServiceResponse>): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    void receive(incoming)
      .then(handle)
      .then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function receive(incoming: IncomingMessage): Promise<ServiceRequest> {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: await buffer(incoming),
  };
}
