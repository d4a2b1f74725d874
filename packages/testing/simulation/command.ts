import { live, plotOf } from "./history";

export async function main(given: string[]): Promise<void> {
  const from = Number(given[0] ?? 1);
  const count = Number(given[1] ?? 1);
  for (let seed = from; seed < from + count; seed++) {
    const begun = process.cpuUsage().user;
    const outcome = await live(plotOf(seed));
    const took = Math.round((process.cpuUsage().user - begun) / 1000);
    process.stdout.write(`${[seed, took, outcome.calls, outcome.told.length, outcome.fingerprint.slice(0, 8), ...outcome.violations].join(" ")}\n`);
    if (process.env.TELL) process.stdout.write(`${outcome.told.join("\n")}\n`);
  }
}
