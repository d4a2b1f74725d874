import { randomBytes } from "node:crypto";
import { secrets } from "#contract/settings";
import { command, Ending, operand } from "./command";
import { pickedUp, put, secretCalled, standingOf } from "./secrets";

/** A new random value for a secret that is nobody's but ours. What was signed with the one before stays good. */
export const secretsRotate = command({
  summary: "gives APP_KEY a new random value; what was signed with the one before stays good until it is retired",
  operands: "APP_KEY",
  options: {
    again: { type: "boolean", default: false, about: "though the value before the present one is still good: it ends" },
  },
  effect: "changes",
  async run({ positionals, values, stage, print, announce }) {
    const name = secretCalled(operand({ positionals }, 0, "the secret"));
    if (!secrets[name].generated)
      throw new Ending(`${name} is made by its provider: see "secrets set" and "webhooks rotate"`, 2);
    const { previous } = await standingOf(stage, name);
    if (previous && !values.again)
      throw new Ending(`the value before is still good: first "secrets retire ${name}", or say --again`, 2);
    announce(`gives ${name} a new random value${previous ? "; the one before the present one ends" : ""}`);
    await put(stage, name, randomBytes(48).toString("base64url"));
    print(
      `${name} is rotated; ${pickedUp}. Retire the value before once what was signed with it is of no use any more.`,
    );
    return true;
  },
});
