import { complete, countRows, drop, requireReach, restoreInto, whenActive } from "./backups";
import { columns, command, moment, needed } from "./command";

type Print = (line: string) => void;

/** Rows by entity: then and now, where they differ. */
async function compare(live: string, restored: string, print: Print): Promise<void> {
  const [now, then] = await Promise.all([countRows(live), countRows(restored)]);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  print(`${total(then)} rows, of ${total(now)} now. What differs:`);
  const entities = [...new Set([...now.keys(), ...then.keys()])].sort();
  const differing = entities.filter((entity) => now.get(entity) !== then.get(entity));
  const row = (entity: string) => [`  ${entity}`, String(then.get(entity) ?? 0), String(now.get(entity) ?? 0)];
  for (const line of columns([["  entity", "restored", "now"], ...differing.map(row)])) print(line);
}

/** Holds a restored table against itself. @returns whether money adds up; counters that were under way, a rebuild mends */
async function verify(print: Print): Promise<boolean> {
  const { takeCensus } = await import("#core/census");
  const { auditBooks } = await import("#core/verification");
  const [wrong, { orders, ledger, faults }] = await Promise.all([takeCensus(), auditBooks()]);
  for (const { what, says, is } of wrong) print(`  ${what}: says ${says}, is ${is}`);
  print(`${wrong.length} counters wrong${wrong.length > 0 ? ": rebuild --table sets them right" : ""}`);
  for (const fault of faults) print(`  ${fault}`);
  const sums = Object.entries(ledger).map(([currency, sum]) => `${sum} ${currency}`);
  print(`${orders} orders, ${faults.length} that their ledger doesn't bear out; it sums up to ${sums.join(", ") || 0}`);
  return faults.length === 0;
}

/** As it can't be any other table's: `<table>-20261125-100000`. */
const named = (table: string, at: Date): string =>
  `${table}-${at.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}`;

function tellSwitch(print: Print, table: string, stream: string): void {
  print(`${table} has the stream, expiry, backups, tags and guard of a stage's table. To switch over:`);
  print(`  1. npm run ops -- rebuild --table ${table}`);
  print(`  2. npx cdk deploy with all that you deploy with, and -c table_name=${table} -c table_stream=${stream}`);
  print("  3. npm run ops -- status; then keep both settings for every later deployment.");
}

/** Restores the table as it was at a moment beside the present one, verifies it, and says how to switch over. */
export const restore = command({
  summary: "restores the table as it was into a new one, verifies it, and says how to switch over to it",
  options: {
    to: { type: "string", about: "the moment: 2026-11-25T10:00:00Z, or 30m, 6h, 2d before now" },
    name: { type: "string", about: "the new table's name; else the present one's with the moment" },
    drill: { type: "boolean", default: false, about: "deletes the new table once it is verified" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const to = moment(needed(values.to, "to"), now);
    const live = stage.output("TableName");
    const table = values.name ?? named(live, to);
    await requireReach(live, to);
    const fate = values.drill ? "verifies it, and deletes it again" : "and verifies it; the stage stays as it is";
    announce(`restores ${live} as of ${to.toISOString()} into ${table}, ${fate}`);
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    await restoreInto(live, table, to);
    await whenActive(table, () => print(`${seconds()}: under way`));
    print(`${seconds()}: restored`);
    await compare(live, table, print);
    await stage.inhabit("projector");
    // The domain reads its environment when it is loaded: from here on it is the restored table's.
    process.env.TABLE_NAME = table;
    const well = await verify(print);
    if (values.drill) await drop(table);
    else tellSwitch(print, table, await complete(live, table));
    print(`${seconds()}: ${values.drill ? "deleted again" : "done"}`);
    return well;
  },
});
