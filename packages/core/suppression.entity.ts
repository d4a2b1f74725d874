import { createHash } from "node:crypto";
import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { suppressionReasons } from "#contract/mailing";

/**
 * An address that gets no mail, or got none until `lifted_at`. By its hash: it is kept when whoever had it deletes their
 * account, since the mailbox is no better for that, and must not keep their address then.
 */
export const Suppressions = new Entity(
  {
    model: { service: "iq", entity: "suppression", version: "1" },
    attributes: {
      hash: { type: "string", required: true },
      reason: { type: suppressionReasons, required: true },
      /** When it bounced, or was complained of, last. */
      at: { type: "string", required: true },
      /** What their mail server said. */
      detail: { type: "string", required: true },
      lifted_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["hash"], template: "suppression#${hash}", casing: "none" },
        sk: { field: "sk", composite: [], template: "suppression", casing: "none" },
      },
    },
  },
  store,
);
export type Suppression = EntityItem<typeof Suppressions>;

/** By which an address is known here, however it is written. */
export const addressHash = (address: string): string =>
  createHash("sha256").update(address.trim().toLowerCase()).digest("base64url");
