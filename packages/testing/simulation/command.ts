import { parseArgs } from "node:util";
import { live, plotOf } from "./history";
import { read, report } from "./report";

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    /** One history, told step by step. */
    seed: { type: "string" },
    /** The same of a history that was written down. */
    history: { type: "string" },
    /** Many, from that seed on, until one breaks. */
    from: { type: "string", default: "1" },
    count: { type: "string", default: "100" },
    /** Only that it breaks, and where; nothing smaller is looked for. */
    brief: { type: "boolean", default: false },
    /** A mistake to look for: see bugs.ts. It is in the code already. */
    planted: { type: "string" },
  },
});

/** Plays one, and says all of it. */
async function tellOne(plot: ReturnType<typeof plotOf>): Promise<void> {
  const outcome = await live(plot);
  for (const line of outcome.told) say(line);
  say(`${outcome.calls} calls, fingerprint ${outcome.fingerprint}`);
  for (const violation of outcome.violations) say(`broken: ${violation}`);
  process.exitCode = outcome.violations.length > 0 ? 1 : 0;
}

async function tellMany(from: number, count: number): Promise<void> {
  const begun = performance.now();
  for (let seed = from; seed < from + count; seed++) {
    const plot = plotOf(seed);
    const outcome = await live(plot);
    if (outcome.violations.length === 0) continue;
    const seconds = Math.round((performance.now() - begun) / 1000);
    say(`After ${seed - from + 1} histories, in ${seconds} s: ${outcome.violations.join("; ")}`);
    if (!values.brief) say(await report(plot, outcome));
    process.exitCode = 1;
    return;
  }
  const each = (performance.now() - begun) / count;
  say(`${count} histories from seed ${from}, ${Math.round(each)} ms each: nothing breaks`);
}

/** Done with what the command line asks for. */
export const done: Promise<void> =
  values.seed !== undefined
    ? tellOne(plotOf(Number(values.seed)))
    : values.history !== undefined
      ? tellOne(read(values.history))
      : tellMany(Number(values.from), Number(values.count));
