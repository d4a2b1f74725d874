import { action } from "./action";
import { aside, panel, paragraph } from "./blocks";
import { type EventMail, whenAndWhere } from "./event";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

/** After somebody got a seat in an event. */
export const eventRegistration = (event: EventMail): Content =>
  layout({
    subject: `You’re registered: ${event.title}`,
    preheader: "Your seat is yours. The date for your calendar is attached.",
    heading: "You’re registered",
    body: [
      paragraph(greeting(event.name)),
      paragraph("Your seat is yours:"),
      panel(event.title),
      whenAndWhere(event),
      action("See the event and your ticket", event.url),
      aside("The date for your calendar is attached. If you can’t come, please give your seat to somebody who waits."),
    ],
    reason: "You get this mail because you registered for this event.",
  });
