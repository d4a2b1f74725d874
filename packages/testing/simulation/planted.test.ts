import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { inSoak } from "../soak";
import { bugs } from "./bugs";
import { bundleCommand, withBug } from "./bundle";

const names = Object.keys(bugs);

/** Far more histories than any of them has taken. */
const most = "1500";

async function simulate(planted: string): Promise<string> {
  const command = await bundleCommand(planted);
  const run = promisify(execFile)(process.execPath, [command, "--brief", "--count", most]);
  // It ends with 1 where something breaks.
  return run.then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}

describe("a mistake that is planted by hand", () => {
  it.each(names)("has its place in the code still: %s", (name) => {
    const [bug] = [bugs[name]].flatMap((one) => one ?? []);
    expect(bug && withBug(bug)).toContain(bug?.wrong);
  });

  it.each(inSoak(names, []).concat(inSoak([], ["grant outside the transaction"])))("is found: %s", async (name) => {
    const told = await simulate(name);
    process.stdout.write(`${name}: ${told.trim()}\n`);
    expect(told).toMatch(/^After \d+ histories/);
    expect(told).not.toContain("the simulation broke");
  });
});
