import { type Block, facts } from "./blocks";
import { timeIn, universalTime } from "./moment";

/** An event as mails tell of it, to one person. */
export interface EventMail {
  name: string;
  title: string;
  /** ISO 8601. */
  startsAt: string;
  /** IANA; the event's own. */
  timeZone: string;
  place?: string;
  url: string;
}

/** When and where. */
export const whenAndWhere = ({ startsAt, timeZone, place }: EventMail): Block =>
  facts([
    { label: "When", value: timeIn(timeZone, startsAt), more: universalTime(startsAt) },
    ...(place ? [{ label: "Where", value: place }] : []),
  ]);
