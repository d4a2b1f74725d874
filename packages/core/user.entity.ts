import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { optionalMailNames, suppressionReasons } from "#contract/mailing";

/** A person's row; `id` is the Cognito sub. Role and status here decide, Cognito's groups follow. */
export const Users = new Entity(
  {
    model: { service: "iq", entity: "user", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      name: { type: "string", required: true },
      email: { type: "string", required: true },
      phone: { type: "string" },
      role: { type: ["student", "instructor", "admin"] as const, required: true },
      status: { type: ["active", "inactive", "pending"] as const, required: true },
      /** Where the picture lies in storage. */
      avatar_key: { type: "string" },
      bio: { type: "string" },
      date_of_birth: { type: "string" },
      gender: { type: "string" },
      address: { type: "string" },
      city: { type: "string" },
      state: { type: "string" },
      country: { type: "string" },
      pincode: { type: "string" },
      email_verified: { type: "boolean", required: true },
      phone_verified: { type: "boolean", required: true },
      /** Why their address gets no mail; missing: it does. */
      mail_status: { type: suppressionReasons },
      mail_status_at: { type: "string" },
      /** What their mail server said. */
      mail_status_reason: { type: "string" },
      /** Optional mail that they don't want. */
      unsubscribed: { type: "set", items: optionalMailNames },
      /** A code is asked for at every sign-in; follows Cognito, and decides here. */
      second_factor: { type: "boolean" },
      /** When it was last switched on or off. */
      second_factor_at: { type: "string" },
      last_login: { type: "string" },
      /** Tokens of sign-ins before this second are refused; epoch seconds. */
      sessions_from: { type: "number" },
      password_changed_at: { type: "string" },
      /** The account is gone for good; what is left is a row without a person, for what refers to it. */
      deleted_at: { type: "string" },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "user#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "user", casing: "none" },
      },
    },
  },
  store,
);
export type User = EntityItem<typeof Users>;
