import type { BillingAddress } from "#contract/billing-address";
import type { Currency } from "#contract/fields";
import { courseKind } from "./course.offer";
import { eventKind } from "./event.offer";
import type { Order } from "./order.entity";
import type { Step } from "./transaction";

/** Something that can be bought, as it stands now. */
export interface Offer {
  kind: "course" | "event";
  id: string;
  title: string;
  /** Major units. */
  price: number;
  currency: Currency;
  category_id?: string;
  /** Whether the buyer comes to where it is held. */
  in_person?: boolean;
  /** Whether something refers to it already, so that it is never deleted. */
  referred?: boolean;
}

interface Buyer {
  id: string;
}

/** How one kind of thing is sold: each answers the steps that join the transaction of an order's change. */
export interface Kind {
  /** By id or slug. @throws Failure course_not_found, event_not_found */
  find: (reference: string) => Promise<Offer>;
  /**
   * What keeps it for an order that is about to be placed; later orders find it kept.
   * @throws Failure already_enrolled, already_registered; the steps throw what else is in the way
   */
  hold: (offer: Offer, buyer: Buyer, now: Date) => Promise<Step[]>;
  /** Demands that what an order keeps can be handed to another one of the same buyer, which takes its place. */
  handOver: (offer: Offer, now: Date) => Step[];
  /** Gives back what an unpaid order kept. */
  release: (order: Order, now: Date) => Step[];
  /**
   * Grants it to the buyer of an order, in the transaction that `commitWith` makes of the steps.
   * @throws Failure where it can't be had any more: see `ungrantable`
   */
  grant: (order: Order, now: Date, commitWith: (steps: Step[]) => Promise<void>) => Promise<void>;
  /** Takes back what this order granted, and nothing else; none where it granted nothing. */
  revoke: (order: Order, now: Date) => Promise<Step[]>;
}

export const kinds: Record<Offer["kind"], Kind> = { course: courseKind, event: eventKind };

/** What somebody wants to buy, as it arrives: one of the two. */
export interface Wanted {
  course_id?: string;
  event_id?: string;
  billing_address?: BillingAddress;
}

/** @throws Failure course_not_found, event_not_found, event_cancelled */
export const offerOf = ({ course_id, event_id = "" }: Wanted): Promise<Offer> =>
  course_id === undefined ? kinds.event.find(event_id) : kinds.course.find(course_id);

export const kindOf = (order: Pick<Order, "event_id">): Kind => kinds[order.event_id ? "event" : "course"];

/** Id of the course or event that an order is for. */
export const subjectOf = ({ course_id, event_id }: Pick<Order, "course_id" | "event_id">): string =>
  course_id ?? event_id ?? "";
