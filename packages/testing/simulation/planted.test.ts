import { inSoak } from "../soak";
import { saidApart } from "./apart";
import { bugs } from "./bugs";
import { withBug } from "./bundle";

const names = Object.keys(bugs);

/** Far more histories than any of them has taken. */
const most = "1500";

describe("a mistake that is planted by hand", () => {
  it.each(names)("has its place in the code still: %s", (name) => {
    const [bug] = [bugs[name]].flatMap((one) => one ?? []);
    expect(bug && withBug(bug)).toContain(bug?.wrong);
  });

  it.each(inSoak(names, []).concat(inSoak([], ["grant outside the transaction"])))("is found: %s", async (name) => {
    const told = await saidApart(["--brief", "--count", most], name);
    process.stdout.write(`${name}: ${told.trim()}\n`);
    expect(told).toMatch(/^After \d+ histories/);
    expect(told).not.toContain("the simulation broke");
  });
});
