import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { newId } from "./id";
import type { Session } from "./session";
import { count, type List } from "./tally";
import { type Step, step } from "./transaction";

/** What somebody with power did, to what, and why: written in the transaction of the deed, never changed. */
export const Audits = new Entity(
  {
    model: { service: "iq", entity: "audit", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      /** `user.role`, `course.status`: the noun, and what changed of it. */
      action: { type: "string", required: true },
      subject_id: { type: "string", required: true },
      actor_id: { type: "string", required: true },
      actor_name: { type: "string", required: true },
      /** What it was and became, the reason given: no personal data beyond ids and roles. */
      detail: { type: "any" },
      at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "audit#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "audit", casing: "none" },
      },
      all: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: [], template: "audit#all", casing: "none" },
        sk: { field: "gsi1sk", composite: ["at", "id"], template: "${at}#${id}", casing: "none" },
      },
      byActor: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: ["actor_id"], template: "audit#actor#${actor_id}", casing: "none" },
        sk: { field: "gsi2sk", composite: ["at", "id"], template: "${at}#${id}", casing: "none" },
      },
      ofSubject: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["subject_id"], template: "audit#subject#${subject_id}", casing: "none" },
        sk: { field: "gsi3sk", composite: ["at", "id"], template: "${at}#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Audit = EntityItem<typeof Audits>;

const listsOf = ({ actor_id, subject_id }: Audit): List[] => [
  { name: "audit#all", index: "gsi1" },
  { name: `audit#actor#${actor_id}`, index: "gsi2" },
  { name: `audit#subject#${subject_id}`, index: "gsi3" },
];

/**
 * The steps that put a deed on record, for the deed's own transaction.
 * @example commit([step(…), ...audited(session, "user.role", user.id, { from: "student", to: "admin" }, now)])
 */
export function audited(by: Session, action: string, subject_id: string, detail: object, now: Date): Step[] {
  const row: Audit = {
    ...{ id: newId("aud", now), action, subject_id, detail },
    ...{ actor_id: by.id, actor_name: by.name, at: now.toISOString() },
  };
  return [step(Audits.create(row).params()), ...listsOf(row).map((list) => count(list, 1))];
}
