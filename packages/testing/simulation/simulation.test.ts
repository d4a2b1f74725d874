import { live, plotOf } from "./history";

it("lets a history happen", async () => {
  const from = Number(process.env.FROM ?? 1);
  const lines: string[] = [];
  for (let seed = from; seed < from + Number(process.env.COUNT ?? 20); seed++) {
    const begun = process.cpuUsage().user;
    const outcome = await live(plotOf(seed));
    lines.push(
      [
        seed,
        Math.round((process.cpuUsage().user - begun) / 1000),
        outcome.calls,
        outcome.told.length,
        outcome.fingerprint.slice(0, 8),
        ...outcome.violations.map((v) => v.slice(0, 300)),
      ].join(" "),
    );
    if (process.env.TELL) lines.push(outcome.told.join("\n"));
  }
  console.log(lines.join("\n"));
});
