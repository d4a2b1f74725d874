import { createHash } from "node:crypto";
import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { type Step, step } from "../transaction";

/** What was made from a line of an imported file: whoever imports the line again finds it. */
const Origins = new Entity(
  {
    model: { service: "iq", entity: "origin", version: "1" },
    attributes: { line: { type: "string", required: true }, owner: { type: "string", required: true } },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["line"], template: "origin#${line}", casing: "none" },
        sk: { field: "sk", composite: [], template: "origin", casing: "none" },
      },
    },
  },
  store,
);

/** The name of a line by what makes it itself. */
export const lineName = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** Id of what was made from it. */
export async function madeFrom(line: string): Promise<string | undefined> {
  const { data } = await Origins.get({ line }).go({ consistent: true });
  return data?.owner;
}

/** Thrown by a transaction when somebody imported the same line meanwhile. */
export class AlreadyMade extends Error {}

/** Notes what is made from a line, in place of `previous`, which is gone. */
export const noteOrigin = (line: string, owner: string, previous: string | undefined): Step =>
  step(
    Origins.put({ line, owner })
      .where((present, { eq, notExists }) => (previous ? eq(present.owner, previous) : notExists(present.owner)))
      .params(),
    () => new AlreadyMade(),
  );
