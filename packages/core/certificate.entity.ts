import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** A certificate as it was issued: later changes of a name or a title don't reach it. Only whether it is valid changes. */
export const Certificates = new Entity(
  {
    model: { service: "iq", entity: "certificate", version: "1" },
    attributes: {
      code: { type: "string", required: true },
      user_id: { type: "string", required: true },
      user_email: { type: "string", required: true },
      name: { type: "string", required: true },
      course_id: { type: "string", required: true },
      course_title: { type: "string", required: true },
      completed_at: { type: "string", required: true },
      issued_at: { type: "string", required: true },
      /** While it stands, the certificate is void. */
      revoked_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["code"], template: "certificate#${code}", casing: "none" },
        sk: { field: "sk", composite: [], template: "certificate", casing: "none" },
      },
    },
  },
  store,
);
export type Certificate = EntityItem<typeof Certificates>;
