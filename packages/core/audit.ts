import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { newId } from "./id";
import { type Page, type Paging, readPage } from "./page";
import { count, type List } from "./tally";
import { type Step, step } from "./transaction";

/**
 * What somebody with power did, to what, and why: written in the transaction of the deed, never changed
 * but for the name of an actor whose account is deleted.
 */
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

/** Who does it: whoever is signed in, or the operator at a shell. */
export interface Actor {
  id: string;
  name: string;
}

export const operator: Actor = { id: "operator", name: "Operator" };

const listsOf = ({ actor_id, subject_id }: Audit): List[] => [
  { name: "audit#all", index: "gsi1" },
  { name: `audit#actor#${actor_id}`, index: "gsi2" },
  { name: `audit#subject#${subject_id}`, index: "gsi3" },
];

/**
 * The steps that put a deed on record, for the deed's own transaction.
 * @example commit([step(…), ...audited(session, "user.role", user.id, { from: "student", to: "admin" }, now)])
 */
export function audited(by: Actor, action: string, subject_id: string, detail: object, now: Date): Step[] {
  const row: Audit = {
    ...{ id: newId("aud", now), action, subject_id, detail },
    ...{ actor_id: by.id, actor_name: by.name, at: now.toISOString() },
  };
  return [step(Audits.create(row).params()), ...listsOf(row).map((list) => count(list, 1))];
}

const parse = (Items: Record<string, unknown>[]): Audit[] => Audits.parse({ Items }).data;

/** What was done to one subject, latest first. */
export const listOfSubject = (subject_id: string, paging: Paging): Promise<Page<Audit>> =>
  readPage(Audits.query.ofSubject({ subject_id }).params({ order: "desc" }), paging, parse);

/** The record, latest first: all of it, of one actor, or of one subject. */
export function listAudit({ actor, subject }: { actor?: string; subject?: string }, paging: Paging) {
  if (actor && subject) {
    const message = "can't be combined with query.actor";
    throw new Failure("invalid_input", { errors: [{ path: "query.subject", message }] });
  }
  if (subject) return listOfSubject(subject, paging);
  if (!actor) return readPage(Audits.query.all({}).params({ order: "desc" }), paging, parse);
  return readPage(Audits.query.byActor({ actor_id: actor }).params({ order: "desc" }), paging, parse);
}

/** An entry as it goes out. */
export const auditView = ({ actor_id, actor_name, detail, ...entry }: Audit) => ({
  ...entry,
  detail: detail ?? {},
  actor: { id: actor_id, name: actor_name },
});

/** A person's name in the entries of what they did, page by page; the entries stay. */
export async function* namesInAudit(actor_id: string, name: string): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const page: { data: Audit[]; cursor: string | null } = await Audits.query
      .byActor({ actor_id })
      .go({ cursor, limit: 100 });
    const named = page.data.filter(({ actor_name }) => actor_name !== name);
    yield* named.map(
      ({ id }) =>
        () =>
          Audits.patch({ id }).set({ actor_name: name }).go(),
    );
    cursor = page.cursor;
  } while (cursor);
}
