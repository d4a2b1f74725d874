import type { Clock } from "#local/service";
import { type Definition, expiryAttribute, type StoredTable } from "./definition";
import type { Index, Item, Table } from "./dynalite-shapes";
import { resourceNotFound } from "./fault";
import { canonical } from "./item";
import type { Operation, Shelf } from "./shelf";
import type { Storage } from "./storage";
import { StreamLog } from "./stream";
import { TableStore } from "./table-store";

/** Where this service's resources live: the parts of their ARNs. */
export interface Place {
  region: string;
  account: string;
}

export function tableArn(place: Place, name: string): string {
  return `arn:aws:dynamodb:${place.region}:${place.account}:table/${name}`;
}

/** The label is fixed, so that a template's reference to the stream resolves before the table exists. */
export function streamArn(place: Place, tableName: string): string {
  return `${tableArn(place, tableName)}/stream/2020-01-01T00:00:00.000`;
}

/** The tables of one storage, and how a changed definition is brought to an existing one. */
export class Tables {
  private readonly stores = new Map<string, TableStore>();
  private readonly definitions: Shelf<StoredTable>;

  private constructor(
    private readonly storage: Storage,
    private readonly place: Place,
    private readonly clock: Clock,
  ) {
    this.definitions = storage.shelf("table~");
  }

  static async open(storage: Storage, place: Place, clock: Clock): Promise<Tables> {
    const tables = new Tables(storage, place, clock);
    for await (const [, table] of tables.definitions.entries()) await tables.register(table);
    return tables;
  }

  /** Throws ResourceNotFoundException. */
  get(name: string): TableStore {
    const store = this.stores.get(name);
    if (!store) throw resourceNotFound();
    return store;
  }

  all(): TableStore[] {
    return [...this.stores.values()];
  }

  /**
   * Creates the table or brings the existing one to the definition: indexes that are new or differ are built from the
   * items, others stay. The definition is stored last, so a crash on the way only means building again.
   */
  async ensure(definition: Definition): Promise<void> {
    const stored = this.stores.get(definition.TableName)?.table;
    const table: StoredTable = { ...definition, CreatedAt: stored?.CreatedAt ?? this.clock() };
    if (stored && canonical(stored) === canonical(table)) return;
    if (stored) await this.change(stored, table);
    else await this.register(table);
    await this.storage.commit([this.definitions.put(table.TableName, table)]);
  }

  /** Forgets a table, with everything in it. */
  async drop(name: string): Promise<void> {
    const store = this.get(name);
    this.stores.delete(name);
    await this.storage.settled();
    await store.clear();
    await this.storage.commit([this.definitions.del(name)]);
  }

  private async register(table: StoredTable): Promise<TableStore> {
    const store = new TableStore(this.storage, table, await this.stream(table));
    this.stores.set(table.TableName, store);
    return store;
  }

  /** A table's stream outlives changes of its definition, and so do the listeners. */
  private async stream(table: StoredTable): Promise<StreamLog | undefined> {
    const viewType = table.StreamSpecification?.StreamViewType;
    if (!viewType) return undefined;
    const existing = this.stores.get(table.TableName)?.stream;
    if (existing) return existing.show(viewType);
    return StreamLog.open(this.storage, streamArn(this.place, table.TableName), this.place.region, viewType);
  }

  private async change(stored: StoredTable, table: StoredTable): Promise<void> {
    if (canonical(keyTypes(stored, stored)) !== canonical(keyTypes(table, table))) {
      throw new Error(`${table.TableName}: another key schema needs a new table`);
    }
    const kept = indexes(table).filter((index) => indexes(stored).some((other) => same(stored, other, table, index)));
    const fresh = indexes(table).filter((index) => !kept.includes(index));
    const stale = indexes(stored).filter((index) => !kept.some((other) => other.IndexName === index.IndexName));
    const expires = expiryAttribute(stored) !== expiryAttribute(table);

    const { TimeToLiveSpecification: _, ...timeless } = table;
    const bare = await this.register({ ...(expires ? timeless : table), GlobalSecondaryIndexes: kept });
    await this.storage.settled();
    for (const index of [...stale, ...fresh]) await bare.index(index.IndexName).clear();
    if (expires) await bare.expiries.clear();

    await this.backfill(await this.register(table), fresh, expires);
  }

  /** Each item is read and its entries staged in one go, so that no concurrent write comes between. */
  private async backfill(store: TableStore, fresh: Index[], expires: boolean): Promise<void> {
    if (fresh.length === 0 && !expires) return;
    for await (const [key] of store.items.entries()) {
      const item = store.items.staged(key);
      await this.storage.commit(item ? missingEntries(store, fresh, expires, key, item) : []);
    }
  }
}

function missingEntries(store: TableStore, fresh: Index[], expires: boolean, key: string, item: Item): Operation[] {
  return [
    ...fresh.flatMap((index) => store.indexOperations(index, undefined, item)),
    ...(expires ? store.expiryOperations(key, undefined, item) : []),
  ];
}

function indexes(table: Table): Index[] {
  return table.GlobalSecondaryIndexes ?? [];
}

function same(stored: Table, old: Index, table: Table, next: Index): boolean {
  return canonical([old, keyTypes(stored, old)]) === canonical([next, keyTypes(table, next)]);
}

/** The key attributes of a table or index with their types. */
function keyTypes(table: Table, keyed: Pick<Table, "KeySchema">): unknown[] {
  const type = (name: string) => table.AttributeDefinitions.find((a) => a.AttributeName === name)?.AttributeType;
  return keyed.KeySchema.map((element) => [element.KeyType, element.AttributeName, type(element.AttributeName)]);
}
