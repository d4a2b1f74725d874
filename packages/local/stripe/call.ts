import type { Books, EventType, RecordedEvent } from "./books";

/** One request under way: what an operation needs to know of it, and what it may do. */
export interface Call {
  books: Books;
  /** Seconds since the epoch, as in all of Stripe's timestamps. */
  now: number;
  /** `http://host:port` under which the caller reached this server. */
  origin: string;
  /** Records the event and hands it to the webhook courier. */
  emit(type: EventType, object: RecordedEvent["data"]["object"]): void;
}
