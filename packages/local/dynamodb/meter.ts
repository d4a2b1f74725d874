import type { Units } from "./capacity";

type Kind = "read" | "write";

/** What one request has consumed on one table. */
interface Consumption extends Units {
  name: string;
  kind: Kind;
  transactional: boolean;
}

/** Adds up the capacity that one request consumes, per table. */
export class Meter {
  private readonly tables = new Map<string, Consumption>();

  /** @param factor 2 for transactions, 0.5 for eventually consistent reads */
  add(name: string, kind: Kind, units: Units, factor = 1): void {
    const total = this.tables.get(name) ?? { name, kind, transactional: factor === 2, table: 0, indexes: {} };
    total.table += units.table * factor;
    for (const [index, amount] of Object.entries(units.indexes)) {
      total.indexes[index] = (total.indexes[index] ?? 0) + amount * factor;
    }
    this.tables.set(name, total);
  }

  consumptions(): Consumption[] {
    return [...this.tables.values()];
  }
}

/** All units that a request has consumed on the table and its indexes. */
export function total(consumption: Consumption): number {
  return consumption.table + Object.values(consumption.indexes).reduce((sum, units) => sum + units, 0);
}

/** The `ConsumedCapacity` of a response. */
export function consumedCapacity(consumption: Consumption, detail: "TOTAL" | "INDEXES"): Record<string, unknown> {
  const units = (amount: number) => ({
    CapacityUnits: amount,
    ...(consumption.transactional && {
      [consumption.kind === "read" ? "ReadCapacityUnits" : "WriteCapacityUnits"]: amount,
    }),
  });
  const summary = { TableName: consumption.name, ...units(total(consumption)) };
  if (detail === "TOTAL") return summary;
  const indexes = Object.entries(consumption.indexes).map(([name, amount]) => [name, units(amount)]);
  return {
    ...summary,
    Table: units(consumption.table),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: Object.fromEntries(indexes) }),
  };
}
