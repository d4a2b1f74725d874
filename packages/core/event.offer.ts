import { Failure } from "#contract/failure";
import { findPublished } from "./event";
import type { Kind } from "./offer";
import { buyerOf, type Order } from "./order.entity";
import { cancellation, ended, find, orAgain, registration, rewritten } from "./registration";
import { moveSeats, offerSeats } from "./seats";

const grantOf = (order: Order) => `order:${order.id}` as const;

/** An event has seats: an unpaid order keeps one, and what is bought is a registration. */
export const eventKind: Kind = {
  find: async (reference) => {
    const { id, title, price, currency, category_id, is_online } = await findPublished(reference);
    return { kind: "event", id, title, price, currency, category_id, in_person: !is_online };
  },
  hold: async ({ id }, buyer, now) => {
    const present = await find(buyer.id, id);
    if (present?.status === "registered") throw new Failure("already_registered");
    // The seat that was offered is the one that the order keeps.
    if (present?.status === "offered") return [moveSeats(id, {}, { now }), ...rewritten(present, ended(present, now))];
    return [moveSeats(id, { taken: 1 }, { now, free: true })];
  },
  handOver: ({ id }, now) => [moveSeats(id, {}, { now })],
  release: ({ event_id = "" }, now) => [moveSeats(event_id, { taken: -1 }), offerSeats(event_id, now)],
  grant: (order, now, commitWith) => {
    const event = { id: order.event_id ?? "", title: order.title };
    const ticket = { grant: grantOf(order), kept: order.holding === true };
    return orAgain((present) => commitWith(registration(buyerOf(order), event, { ...ticket, present }, now).steps));
  },
  revoke: async (order, now) => {
    const present = await find(order.user_id, order.event_id ?? "");
    return present?.status === "registered" && present.grant === grantOf(order) ? cancellation(present, now).steps : [];
  },
};
