import { writeFileSync } from "node:fs";
import { command, needed } from "./command";
import { idOf } from "./people";

/** Answers somebody's question what we hold about them. It goes on record that this was asked. */
export const userExport = command({
  summary: "writes everything that is held about a person, as JSON, and puts that on record",
  options: {
    email: { type: "string", about: "whose" },
    out: { type: "string", about: "the file that it is written to, readable by you only" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const [email, out] = [needed(values.email, "email"), needed(values.out, "out")];
    await stage.inhabit("auth", "users");
    const id = await idOf(email);
    announce(`writes what is held about ${id} to ${out}, and an entry in the audit`);
    const { dossierOf } = await import("#core/dossier");
    const dossier = await dossierOf(id, now);
    writeFileSync(out, `${JSON.stringify(dossier, null, 2)}\n`, { mode: 0o600 });
    const counts = Object.entries(dossier).flatMap(([part, rows]) =>
      Array.isArray(rows) ? [`${rows.length} ${part}`] : [],
    );
    print(`${out}: ${counts.join(", ")}`);
    if (dossier.incomplete.length === 0) return true;
    print(`There is more than fits of: ${dossier.incomplete.join(", ")}`);
    return false;
  },
});
