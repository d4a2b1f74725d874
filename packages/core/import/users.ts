import * as identity from "#adapters/identity";
import type { ImportReport } from "#contract/csv";
import { Failure } from "#contract/failure";
import { type NewUser, newUser } from "#contract/user";
import type { Actor } from "../audit";
import { invite } from "../invitation";
import { isTaken } from "../opening";
import { type ImportOptions, importFile, type Outcome } from "./run";

async function check({ email }: NewUser): Promise<Outcome> {
  const found = await identity.find(email);
  return found && (await isTaken(found)) ? { status: "skipped", id: found.id } : { status: "valid" };
}

/** Invites everybody in the file who has no account. */
export const importUsers = (options: ImportOptions, by: Actor, now: Date): Promise<Omit<ImportReport, "message">> =>
  importFile<NewUser>(options, {
    schema: newUser,
    keyOf: ({ email }) => email,
    check,
    create: async (row) => {
      try {
        const { id } = await invite(row, by, now);
        return { status: "created", id };
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "email_taken") throw error;
        return { status: "skipped" };
      }
    },
  });
