import { action } from "./action";
import { panel, paragraph } from "./blocks";
import { type EventMail, whenAndWhere } from "./event";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface EventReminder extends EventMail {
  /** Hours before the start. */
  hours: number;
  /** Ends these mails. */
  unsubscribeUrl: string;
}

const soon = (hours: number): string => (hours === 1 ? "in an hour" : `in ${hours} hours`);

/** Some hours before an event begins. */
export const eventReminder = ({ hours, unsubscribeUrl, ...event }: EventReminder): Content =>
  layout({
    subject: `It begins ${soon(hours)}: ${event.title}`,
    preheader: "Your seat is waiting for you.",
    heading: `It begins ${soon(hours)}`,
    body: [
      paragraph(greeting(event.name)),
      paragraph("We look forward to seeing you at:"),
      panel(event.title),
      whenAndWhere(event),
      action("See the event and your ticket", event.url),
    ],
    reason: "You get this mail because you registered for this event.",
    optional: { url: unsubscribeUrl, what: "reminders of events" },
  });
