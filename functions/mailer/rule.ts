import type * as z from "zod/mini";
import type { Mail } from "#adapters/mail";
import type { OptionalMail } from "#contract/mailing";
import type { Change } from "#http/consume";
import type { Content } from "./mails/layout";

/** What goes along with a mail. */
export type Attached = Pick<Mail, "attachments">;

/**
 * What a mail is to whoever gets it: the way into their account that they asked for just now, news of what they did, or
 * something that they can do without.
 */
export type Category = "access" | "transactional" | OptionalMail;

/** A mail that a change calls for. */
export interface Outgoing {
  category: Category;
  /** What it is and what it follows from; the same for the same change. */
  name: string;
  /** Whose mail it is. */
  user_id: string;
  /** The address. */
  to: string;
  /** Asked when it is due; missing: it is. */
  wanted?: () => Promise<boolean>;
  content: () => (Content & Attached) | Promise<Content & Attached>;
}

/** A row as it was, undefined when it is new, and as it is now. */
interface Versions<Row> {
  before?: Row;
  after: Row;
}

export type Condition<Row> = (versions: Versions<Row>, now: Date) => boolean;

export type Rule = (change: Change, now: Date) => Outgoing | undefined;

/** When a row of the entity changes in this way, that mail follows. A row that is gone calls for none. */
export const rule =
  <Row>(entity: string, row: z.ZodMiniType<Row>, when: Condition<Row>, mail: (after: Row) => Outgoing): Rule =>
  (change, now) => {
    if (change.entity !== entity || !change.after) return undefined;
    const after = row.parse(change.after);
    const before = change.before && row.parse(change.before);
    return when({ before, after }, now) ? mail(after) : undefined;
  };
