import { action } from "./action";
import { aside, panel, paragraph } from "./blocks";
import { type EventMail, whenAndWhere } from "./event";
import { type Content, layout } from "./layout";
import { bothTimes } from "./moment";
import { greeting } from "./wording";

export interface WaitlistOffer extends EventMail {
  /** ISO 8601; the seat is kept until then. */
  until: string;
}

/** When a seat is free for whoever is next on the waitlist. */
export const waitlistOffer = ({ until, ...event }: WaitlistOffer): Content =>
  layout({
    subject: `A seat for you: ${event.title}`,
    preheader: "You are next on the waitlist. The seat is kept for you for a while.",
    heading: "There is a seat for you",
    body: [
      paragraph(greeting(event.name)),
      paragraph("A seat is free, and you are next on the waitlist of:"),
      panel(event.title),
      whenAndWhere(event),
      paragraph(`The seat is kept for you until ${bothTimes(until)}. Then it goes to the next.`),
      action("Take the seat", event.url),
      aside("If you don’t want it any more, you need not do anything."),
    ],
    reason: "You get this mail because you asked for a seat in this event.",
  });
