import { type Notice, Notices } from "./notice.entity";
import type { Registration } from "./registration.entity";
import { commit, type Step, step } from "./transaction";

/** Seconds that a notice is remembered: longer than any work that makes it can be late. */
const life = 30 * 24 * 3600;

type About = Pick<Notice, "kind" | "occasion">;

class ToldAlready extends Error {}

function noticeOf({ user_id, event_id, user_name, user_email }: Registration, about: About, now: Date): Step {
  const ttl = Math.floor(now.getTime() / 1000) + life;
  const row = { user_id, event_id, user_name, user_email, ...about, ttl };
  return step(Notices.create(row).params(), () => new ToldAlready());
}

/** Has somebody told, in the transaction that is about to be made: there is one such transaction. */
export const notice = (to: Registration, about: About, now: Date): Step[] => [noticeOf(to, about, now)];

/** Has somebody told, unless they were already. */
export async function tell(to: Registration, about: About, now: Date): Promise<void> {
  try {
    await commit([noticeOf(to, about, now)]);
  } catch (error) {
    if (!(error instanceof ToldAlready)) throw error;
  }
}

/** What somebody was told, which holds their name and address, to be deleted. */
export async function* noticesOf(user_id: string): AsyncGenerator<() => Promise<unknown>> {
  const { data } = await Notices.query.primary({ user_id }).go({ pages: "all" });
  yield* data.map((row) => () => Notices.delete(row).go());
}
