import { action } from "./action";
import { aside, panel, paragraph } from "./blocks";
import { type EventMail, whenAndWhere } from "./event";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

/** After an event was called off, to everybody who had a seat or waited for one. */
export const eventCancelled = (event: EventMail): Content =>
  layout({
    subject: `Cancelled: ${event.title}`,
    preheader: "We are sorry: this event doesn’t take place.",
    heading: "This event is cancelled",
    body: [
      paragraph(greeting(event.name)),
      paragraph("We are sorry: this event doesn’t take place."),
      panel(event.title),
      whenAndWhere(event),
      paragraph("If you have paid for it, your money is on its way back to you, and you need not do anything."),
      action("See what else there is", event.url),
      aside("The attached date takes it out of your calendar."),
    ],
    reason: "You get this mail because you registered for this event, or waited for a seat.",
  });
