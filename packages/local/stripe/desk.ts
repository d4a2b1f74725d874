import { save } from "#local/journal";
import type { Courier } from "#local/payments/courier";
import type { Clock, ServiceRequest } from "#local/service";
import type { Keys } from "./access";
import type { Books, RecordedEvent } from "./books";
import type { Call } from "./call";
import { newEvent } from "./event";
import type { Replays } from "./idempotency";

/** What the running server works with. */
export interface Desk {
  books: Books;
  keys: Keys;
  clock: Clock;
  courier: Courier<RecordedEvent>;
  replays: Replays;
  log: (line: string) => void;
}

/** The call that a request makes; the events of it name the API request, if it is one. */
export function newCall(
  desk: Desk,
  request: ServiceRequest,
  cause: { id: string | null; idempotency_key: string | null } = { id: null, idempotency_key: null },
): Call {
  const now = Math.floor(desk.clock() / 1000);
  return {
    books: desk.books,
    now,
    origin: `http://${request.headers.host ?? "127.0.0.1"}`,
    emit: (type, object) => {
      const event = newEvent({ created: now, data: { object }, request: cause, type });
      desk.courier.dispatch(save(desk.books.events, event));
    },
  };
}
