import { command, needed } from "./command";
import { idOf } from "./people";

/** Deletes an account as its owner would: the rest of what names them goes with the next sweeps. */
export const userErase = command({
  summary: "deletes a person's account, and everything that names them but what the law wants kept",
  options: { email: { type: "string", about: "whose" } },
  effect: "destroys",
  async run({ values, stage, now, print, announce }) {
    const email = needed(values.email, "email");
    await stage.inhabit("auth", "users");
    const id = await idOf(email);
    announce(`deletes the account ${id}; orders and invoices stay, as the law wants`);
    const { remove } = await import("#core/removal");
    const { operator } = await import("#core/audit");
    await remove(id, operator, now);
    print(`${id} is deleted, and that is on record. Copies of the name elsewhere go within minutes, by the sweeper.`);
    return true;
  },
});
