import type { Clock, Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import type { Context } from "./context";
import { parseDefinition } from "./definition";
import { sweepExpired } from "./expiry";
import { forgetTokens } from "./idempotency";
import { Ledger } from "./ledger";
import { consumedCapacity, Meter, total } from "./meter";
import { isMany, run } from "./operation";
import { permissions } from "./permission";
import { type Database, Storage } from "./storage";
import type { TableStream } from "./stream";
import { answerStreams, isForStreams, streamPermissions } from "./stream-service";
import { type Place, Tables } from "./tables";
import { operationName, parseBody, respond, respondError } from "./wire";

const SWEEP_MS = 30_000;
/** How long AWS keeps stream records. */
const STREAM_MS = 24 * 60 * 60 * 1000;

/** What one request has done to one table, also when it was refused. */
export interface Operation {
  /** `TransactWriteItems`. */
  action: string;
  table: string;
  /** The index that a query or scan reads. */
  index?: string;
  /** Capacity units. */
  capacity: { read: number; write: number };
  request: ServiceRequest;
}

export interface DynamoDbOptions extends Place {
  /** Where the state lies, one process at a time; or what keeps it instead. */
  directory: string | Database;
  clock: Clock;
  onOperation?: (operation: Operation) => void;
}

/** The stand-in for DynamoDB: tables on disk, with transactions, streams, expiry and capacity as AWS has them. */
export class DynamoDb implements Service {
  readonly name = "dynamodb";
  private readonly timer: NodeJS.Timeout;
  private sweeping = Promise.resolve(0);

  private constructor(
    private readonly options: DynamoDbOptions,
    private readonly context: Context,
  ) {
    this.timer = setInterval(() => void this.sweepExpired().catch(console.error), SWEEP_MS).unref();
  }

  static async open(options: DynamoDbOptions): Promise<DynamoDb> {
    const { clock } = options;
    const storage = await Storage.open(options.directory);
    const tables = await Tables.open(storage, options, clock);
    return new DynamoDb(options, { storage, tables, clock, ledger: new Ledger(storage, clock) });
  }

  /**
   * Creates the table that the properties of an `AWS::DynamoDB::Table` describe, or brings an existing one to them:
   * changed indexes are rebuilt. Throws when the properties are unknown or need another table (a new key schema).
   */
  ensureTable(properties: unknown): Promise<void> {
    return this.context.tables.ensure(parseDefinition(properties));
  }

  /** The table's change log. Throws when the table is missing or has no stream. */
  stream(tableName: string): TableStream {
    const { stream } = this.context.tables.get(tableName);
    if (!stream) throw new Error(`${tableName} has no stream`);
    return stream;
  }

  /** Deletes expired items, old stream records and old transaction tokens. @returns how many items have expired */
  sweepExpired(): Promise<number> {
    this.sweeping = this.sweeping.catch(() => 0).then(() => this.sweep());
    return this.sweeping;
  }

  permissions(request: ServiceRequest): Permission[] {
    if (isForStreams(request)) return streamPermissions(request);
    try {
      return permissions(this.options, operationName(request), parseBody(request));
    } catch {
      // The body isn't JSON: it is going to be refused, whoever sent it.
      return [];
    }
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    if (isForStreams(request)) return answerStreams(this.context, request);
    const action = operationName(request);
    const meter = new Meter();
    try {
      const body = parseBody(request);
      const output = await run(this.context, this.options, action, body, meter);
      return respond({ ...output, ...consumed(action, body, meter) });
    } catch (error) {
      return respondError(error);
    } finally {
      this.report(action, request, meter);
    }
  }

  /** Waits for the writes under way. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping.catch(console.error);
    await this.context.storage.close();
  }

  private async sweep(): Promise<number> {
    const expired = await sweepExpired(this.context);
    for (const { stream } of this.context.tables.all()) await stream?.trim(this.options.clock() - STREAM_MS);
    await forgetTokens(this.context);
    return expired;
  }

  private report(action: string, request: ServiceRequest, meter: Meter): void {
    for (const consumption of meter.consumptions()) {
      const [index] = consumption.kind === "read" ? Object.keys(consumption.indexes) : [];
      this.options.onOperation?.({
        action,
        table: consumption.name,
        ...(index !== undefined && { index }),
        capacity: { read: 0, write: 0, [consumption.kind]: total(consumption) },
        request,
      });
    }
  }
}

/** Opens the state in the directory, which is created where missing. */
export function openDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  return DynamoDb.open(options);
}

function consumed(action: string, body: Record<string, unknown>, meter: Meter): Record<string, unknown> {
  const detail = body.ReturnConsumedCapacity;
  if (detail !== "TOTAL" && detail !== "INDEXES") return {};
  const perTable = meter.consumptions().map((consumption) => consumedCapacity(consumption, detail));
  return { ConsumedCapacity: isMany(action) ? perTable : perTable[0] };
}
