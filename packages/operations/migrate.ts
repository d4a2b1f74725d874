import { setTimeout as wait } from "node:timers/promises";
import type { Migration } from "#adapters/migrations/migration";
import { migrations } from "#adapters/migrations/pending";
import { type Call, columns, command, Ending } from "./command";
import { reportIndexes } from "./indexes";

/** The migration of that name. @throws Ending */
function called(id: string): Migration {
  const found = migrations.find((migration) => migration.id === id);
  if (!found) throw new Ending(`${id} is none of this version's: ${migrations.map(({ id }) => id).join(", ")}`, 2);
  return found;
}

/** Those that this version has and that aren't done. */
async function undone(): Promise<Migration[]> {
  const { progressOf } = await import("#core/migration/progress.entity");
  const found: Migration[] = [];
  for (const migration of migrations) if ((await progressOf(migration.id))?.state !== "done") found.push(migration);
  return found;
}

/** @throws Ending */
function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate > 0)) throw new Ending(`"${text}" is no rate: a number of write units a second`, 2);
  return rate;
}

/** Time that goes on from the moment at which the command began. */
function clockFrom(now: Date) {
  const began = performance.now();
  return { now: () => new Date(now.getTime() + performance.now() - began), wait };
}

type Print = (line: string) => void;

/** How far each is, and whether the indexes allow a deployment. @returns whether all is done */
async function report(table: string, print: Print): Promise<boolean> {
  const { progressOf } = await import("#core/migration/progress.entity");
  const rows = [["migration", "state", "seen", "changed", "skipped", "refused", "since"]];
  for (const { id } of migrations) {
    const found = await progressOf(id);
    const { seen = 0, changed = 0, skipped = 0, refused = 0 } = found ?? {};
    const since = found?.finished_at ?? found?.started_at ?? "";
    rows.push([id, found?.state ?? "to do", ...[seen, changed, skipped, refused].map(String), since]);
  }
  for (const line of columns(rows)) print(line);
  const { deployable, says } = await reportIndexes(table);
  print(`indexes: ${says}${deployable ? "" : ": one change at a time, and none while one is under way"}`);
  return deployable && rows.slice(1).every(([, state]) => state === "done");
}

interface Work {
  wanted: Migration[];
  rate: number;
}

async function run({ wanted, rate }: Work, { now, print, announce }: Pick<Call, "now" | "print" | "announce">) {
  const { foresee, migrate } = await import("#core/migration/migrate");
  for (const migration of wanted) {
    const { rows, old } = await foresee(migration);
    print(`${migration.id}: ${migration.about}. ${old} of ${rows} rows to change`);
  }
  announce(`changes them, with at most ${rate} write units a second`);
  for (const migration of wanted) {
    const began = performance.now();
    const { seen, changed, skipped, refused } = await migrate(migration, { rate, clock: clockFrom(now) });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`${migration.id}: ${seen} seen, ${changed} changed, ${skipped} skipped, ${refused} refused; ${seconds} s`);
  }
}

/** Brings rows of older versions into today's shape. */
export const migrate = command({
  summary: "brings rows of older versions into today's shape, beside the traffic; --status tells how far it is",
  options: {
    status: { type: "boolean", default: false, about: "only tells how far each is: ends with 1 until all are done" },
    rate: { type: "string", default: "100", about: "write units a second, at most" },
    id: { type: "string", about: "only this one, once more if it is done" },
  },
  effect: "changes",
  async run({ values, stage, ...call }) {
    const rate = rateOf(values.rate ?? "");
    const named = values.id === undefined ? undefined : called(values.id);
    await stage.inhabit("projector");
    if (values.status) return report(stage.output("TableName"), call.print);
    const wanted = named ? [named] : await undone();
    if (wanted.length > 0) await run({ wanted, rate }, call);
    else call.print(`${stage.place}: every row has today's shape`);
    return true;
  },
});
