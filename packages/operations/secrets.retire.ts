import { command, operand } from "./command";
import { pickedUp, retire, secretCalled, standingOf } from "./secrets";

/** Ends the time in which the value before is good. */
export const secretsRetire = command({
  summary: "ends the time in which the value before the present one is good",
  operands: "<NAME>",
  options: {},
  effect: "destroys",
  async run({ positionals, stage, print, announce }) {
    const name = secretCalled(operand({ positionals }, 0, "the secret"));
    const { previous } = await standingOf(stage, name);
    if (!previous) {
      print(`${name} has no value but the present one.`);
      return true;
    }
    const lost =
      name === "APP_KEY"
        ? "tickets that were printed, links that end mail, and places in lists which were signed with it are worth nothing then"
        : "what was signed with it is refused then";
    announce(`ends the value of ${name} before the present one: ${lost}`);
    await retire(stage, name, previous);
    print(`${name} has no value but the present one; ${pickedUp}.`);
    return true;
  },
});
