import { secrets } from "#contract/settings";
import { columns, command } from "./command";
import { secretNames, standingOf } from "./secrets";

/** Which secrets are set. Never their values. */
export const secretsShow = command({
  summary: "which secrets are set, and which are still as they were born: random",
  options: {},
  effect: "reads",
  async run({ stage, print }) {
    const standings = await Promise.all(secretNames.map((name) => standingOf(stage, name)));
    const rows = standings.map(({ name, born, changed, previous }) => [
      name,
      born ? (secrets[name].generated ? "random, as it should be" : "not set") : "set",
      changed?.toISOString() ?? "–",
      previous ? "the value before is good, too" : "",
    ]);
    for (const line of columns(rows)) print(line);
    return true;
  },
});
