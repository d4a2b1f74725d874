import * as identity from "#adapters/identity";
import { email } from "#contract/fields";
import { type Feedback, NobodysAddress, OldNews, told } from "./suppression";
import { addressHash, Suppressions } from "./suppression.entity";
import { commit, type Step, step } from "./transaction";

/** What is told twice, or late, changes nothing: a complaint outweighs a bounce, and the later the earlier. */
function suppressed({ address, ...told }: Feedback): Step {
  const { reason, at } = told;
  const put = Suppressions.put({ hash: addressHash(address), ...told }).where((present, { notExists, lt, eq }) => {
    const later = `(${eq(present.reason, reason)} AND ${lt(present.at, at)})`;
    const weightier = reason === "complained" ? `(${later} OR ${eq(present.reason, "bounced")})` : later;
    const standing = `(${notExists(present.lifted_at)} AND ${weightier})`;
    return `${notExists(present.hash)} OR ${lt(present.lifted_at, at)} OR ${standing}`;
  });
  return step(put.params(), () => new OldNews());
}

const isOwned = (address: string): boolean => email.safeParse(address).success;

/** Commits the one, and where the address is somebody's the other with it. */
async function commitBoth(feedback: Feedback, id: string | undefined): Promise<void> {
  if (!id) return commit([suppressed(feedback)]);
  try {
    await commit([suppressed(feedback), told(id, feedback)]);
  } catch (error) {
    if (!(error instanceof NobodysAddress)) throw error;
    await commit([suppressed(feedback)]);
  }
}

/** Sends no more mail to an address, and shows it on whoever has it; told again, or out of order, all the same. */
export async function suppress(feedback: Feedback): Promise<void> {
  const news = { ...feedback, address: feedback.address.trim().toLowerCase() };
  const owner = isOwned(news.address) ? await identity.find(news.address) : undefined;
  try {
    await commitBoth(news, owner?.id);
  } catch (error) {
    if (!(error instanceof OldNews)) throw error;
  }
}
