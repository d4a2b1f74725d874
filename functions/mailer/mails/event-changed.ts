import { action } from "./action";
import { aside, panel, paragraph } from "./blocks";
import { type EventMail, whenAndWhere } from "./event";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

/** After an event got another time or place. */
export const eventChanged = (event: EventMail): Content =>
  layout({
    subject: `Another time or place: ${event.title}`,
    preheader: "Please see when and where it takes place now.",
    heading: "There is a change",
    body: [
      paragraph(greeting(event.name)),
      paragraph("An event that you are registered for has another time or place. This is what holds now:"),
      panel(event.title),
      whenAndWhere(event),
      action("See the event", event.url),
      aside(
        "The attached date replaces the one in your calendar. Your seat is still yours; if you can’t come now, you can give it up there.",
      ),
    ],
    reason: "You get this mail because you registered for this event.",
  });
