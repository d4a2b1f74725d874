import { answerFromWire, inputToWire } from "./document-shape";
import type { DynamoDBClient } from "./dynamodb";
import { type Command, commandOf } from "./service";

// Stands in for @aws-sdk/lib-dynamodb in every bundle, for ElectroDB as for us.

export const GetCommand = commandOf("GetItem");
export const PutCommand = commandOf("PutItem");
export const UpdateCommand = commandOf("UpdateItem");
export const DeleteCommand = commandOf("DeleteItem");
export const QueryCommand = commandOf("Query");
export const ScanCommand = commandOf("Scan");
export const BatchGetCommand = commandOf("BatchGetItem");
export const BatchWriteCommand = commandOf("BatchWriteItem");
export const TransactGetCommand = commandOf("TransactGetItems");
export const TransactWriteCommand = commandOf("TransactWriteItems");

/** A call on its way, and what comes of it. */
type Next = (call: { input: object }) => Promise<{ output: object }>;
type Middleware = (next: Next) => Next;

/** Without a token of its own, a transaction whose answer is lost would be applied twice. */
const withToken = ({ action, input }: Command): object =>
  action === "TransactWriteItems" && !("ClientRequestToken" in input)
    ? { ...input, ClientRequestToken: crypto.randomUUID() }
    : input;

/** Calls with plain rows, and answers with plain rows; what is undefined in them is left out. */
export class DynamoDBDocumentClient {
  private readonly middlewares: Middleware[] = [];
  readonly middlewareStack = { add: (middleware: Middleware): void => void this.middlewares.push(middleware) };

  private constructor(private readonly client: DynamoDBClient) {}

  static from(client: DynamoDBClient): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client);
  }

  async send(command: Command, { abortSignal }: { abortSignal?: AbortSignal } = {}): Promise<object> {
    const last: Next = async () => {
      const input = inputToWire(command.action, withToken(command));
      const answer = await this.client.call({ ...command, input }, abortSignal);
      return { output: answerFromWire(Object(answer)) };
    };
    const first = this.middlewares.reduceRight((next, middleware) => middleware(next), last);
    return (await first({ input: command.input })).output;
  }
}

interface Paging {
  client: DynamoDBDocumentClient;
  pageSize?: number;
  startingToken?: object;
}

/** Every page of the table, from a key on. */
export async function* paginateScan(
  { client, pageSize, startingToken }: Paging,
  input: object,
): AsyncGenerator<object> {
  let from = startingToken;
  do {
    const page: { LastEvaluatedKey?: object } = await client.send(
      new ScanCommand({ Limit: pageSize, ...input, ExclusiveStartKey: from }),
    );
    yield page;
    from = page.LastEvaluatedKey;
  } while (from);
}
