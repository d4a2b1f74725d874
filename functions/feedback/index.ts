import { suppress } from "#core/suppression.feedback";
import { mailEvent, notifications } from "#events/feedback";
import { count, logger, tellMetrics } from "#http/telemetry";
import { verdictsOf } from "./verdict";

/** An event of which nothing follows is counted, too: many delays are a sign. No address is logged. */
async function take(message: string): Promise<void> {
  const event = mailEvent.parse(JSON.parse(message));
  const verdicts = verdictsOf(event);
  for (const verdict of verdicts) await suppress(verdict);
  logger.info("feedback", { event: event.eventType, suppressed: verdicts.length });
  count(`Mail${event.eventType}`);
}

/** What can't be read or done is thrown: Lambda comes again twice, and then parks it. */
export async function handler(event: unknown): Promise<void> {
  try {
    for (const { Sns } of notifications.parse(event).Records) await take(Sns.Message);
  } finally {
    tellMetrics();
  }
}
