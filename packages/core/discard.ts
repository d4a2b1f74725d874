import * as storage from "#adapters/storage";
import { type DueWork, done, schedule } from "./due";
import { type Step, step } from "./transaction";
import { Uploads } from "./upload.entity";

/** The upload that a file came by: `media/avatar/upl_01jd…/original.png`. */
const uploadOf = (key: string): string => key.split("/")[2] ?? "";

/**
 * The steps that give a file up, for the transaction that stops using it; none without a key. It can't be attached
 * again, and the sweep deletes it.
 *
 * @example commit([step(Lessons.delete({ … }).params()), ...discard(lesson.media_key, now)])
 */
export function discard(key: string | null | undefined, now: Date): Step[] {
  if (!key) return [];
  const given = { state: "rejected", reason: "The file has been taken away" } as const;
  const patch = Uploads.patch({ id: uploadOf(key) })
    .set(given)
    .remove(["key"]);
  return [step(patch.params()), schedule("erase-file", key, now)];
}

/** Deletes a file that was given up, and what is known of its upload. */
export async function eraseFile(work: DueWork): Promise<void> {
  await storage.erase(work.subject);
  await Uploads.delete({ id: uploadOf(work.subject) }).go();
  return done(work);
}
