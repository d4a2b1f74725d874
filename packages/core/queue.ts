import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import type { Registration } from "./registration.entity";
import { type Step, step } from "./transaction";

/** Who waits for a seat, in the order in which they came; part of the table itself, so that its head is never stale. */
const Queue = new Entity(
  {
    model: { service: "iq", entity: "waiting", version: "1" },
    attributes: {
      event_id: { type: "string", required: true },
      since: { type: "string", required: true },
      user_id: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["event_id"], template: "waitlist#${event_id}", casing: "none" },
        sk: { field: "sk", composite: ["since", "user_id"], template: "${since}#${user_id}", casing: "none" },
      },
    },
  },
  store,
);
export type Waiting = EntityItem<typeof Queue>;

export const joinQueue = ({ event_id, user_id, waiting_since: since = "" }: Registration): Step =>
  step(Queue.put({ event_id, user_id, since }).params());

export const leaveQueue = ({ event_id, user_id, waiting_since: since = "" }: Registration): Step[] => [
  step(Queue.delete({ event_id, user_id, since }).params()),
];

/** The first who wait. */
export async function headOf(event_id: string, limit: number): Promise<Waiting[]> {
  const { data } = await Queue.query.primary({ event_id }).go({ limit, consistent: true });
  return data;
}
