import { save } from "#local/journal";
import type { Courier } from "#local/payments/courier";
import type { Clock } from "#local/service";
import type { Keys } from "./access";
import type { Books, RecordedEvent } from "./books";
import { newId } from "./ids";

/** What the running server works with. */
export interface Desk {
  books: Books;
  keys: Keys;
  clock: Clock;
  courier: Courier<RecordedEvent>;
  /** Whether a receipt can be used once only, which is a setting of the account. */
  uniqueReceipts: boolean;
  log: (line: string) => void;
}

/** Seconds since the epoch, as in all of Razorpay's timestamps. */
export const seconds = (desk: Desk): number => Math.floor(desk.clock() / 1000);

const account = "acc_LocalInstaIq00";

/** Records what happened to the entities, and hands it to the webhook courier. */
export function emit(desk: Desk, event: string, entities: Record<string, object>): void {
  const recorded: RecordedEvent = {
    id: newId("event", desk.clock()).replace("event_", ""),
    type: event,
    body: {
      ...{ entity: "event", account_id: account, event, contains: Object.keys(entities) },
      payload: Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, { entity }])),
      created_at: seconds(desk),
    },
  };
  desk.courier.dispatch(save(desk.books.events, recorded));
}
