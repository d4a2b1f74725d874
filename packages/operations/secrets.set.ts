import type { SecretName } from "#contract/settings";
import { command, Ending, operand } from "./command";
import { pickedUp, put, secretCalled } from "./secrets";
import { readSecret } from "./terminal";

/** How values look, where that is known: what was copied from the wrong line is found here, not at the first payment. */
const shapes: Partial<Record<SecretName, RegExp>> = {
  STRIPE_SECRET_KEY: /^(sk|rk)_(test|live)_\w+$/,
  STRIPE_WEBHOOK_SECRET: /^whsec_[\w-]+$/,
};

/** Puts a value into a secret. It comes by stdin or is asked for: what stands on a command line is in histories. */
export const secretsSet = command({
  summary: "puts a value, read from stdin or asked for, into a secret",
  operands: "<NAME>",
  options: {},
  effect: "changes",
  async run({ positionals, stage, print, announce }) {
    const name = secretCalled(operand({ positionals }, 0, "the secret"));
    if (positionals.length > 1) throw new Ending("the value comes by stdin, never on the command line", 2);
    announce(`puts a new value into ${name}; the one before stays good until it is retired`);
    const value = await readSecret(`${name}: `);
    if (value === "") throw new Ending("there was no value", 2);
    const shape = shapes[name];
    if (shape && !shape.test(value)) throw new Ending(`that doesn't look like ${name}: nothing was changed`, 2);
    await put(stage, name, value);
    print(`${name} is set; ${pickedUp}.`);
    return true;
  },
});
