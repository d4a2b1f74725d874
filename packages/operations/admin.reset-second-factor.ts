import { command, needed } from "./command";
import { idOf } from "./people";

/** For whom no other administrator can do it: the last one, who has lost their phone. */
export const adminResetSecondFactor = command({
  summary: "takes the second factor from somebody who has lost it, and ends their sessions",
  options: {
    email: { type: "string", about: "whose" },
    reason: { type: "string", about: "why, and how you know that it is them who ask: kept on record" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const [email, reason] = [needed(values.email, "email"), needed(values.reason, "reason")];
    await stage.inhabit("users");
    const id = await idOf(email);
    announce(`lets ${id} sign in by the password alone`);
    const { reset } = await import("#core/second-factor");
    const { operator } = await import("#core/audit");
    await reset(id, reason, operator, now);
    print(`${id} signs in by the password alone, is told so by mail, and sets another up.`);
    return true;
  },
});
