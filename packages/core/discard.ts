import { schedule } from "./due";
import { type Step, step } from "./transaction";
import { Uploads } from "./upload.entity";

/** The upload that a file came by: `media/lesson_video/upl_01jd…/original.mp4`, `images/avatar/upl_01jd…/9f86….jpg`. */
export const uploadOf = (key: string): string => key.split("/")[2] ?? "";

/**
 * The steps that give a file up, for the transaction that stops using it; none without a key. It can't be attached
 * again, and the sweep deletes it; of a picture, all its variants.
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
