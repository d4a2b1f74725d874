import * as storage from "#adapters/storage";
import { uploadOf } from "./discard";
import { type DueWork, done } from "./due";
import { filesOf } from "./picture";
import { isRefused } from "./transaction";
import { type Upload, Uploads } from "./upload.entity";

/** Deletes the files first: as long as one is left, the row tells of it. */
async function erase({ id }: Pick<Upload, "id">, keys: string[]): Promise<void> {
  await Promise.all(keys.map(storage.erase));
  await Uploads.delete({ id }).go();
}

/** Deletes a file that was given up, of a picture all its variants, and what is known of its upload. */
export async function eraseFile(work: DueWork): Promise<void> {
  const id = uploadOf(work.subject);
  const { data } = await Uploads.get({ id }).go({ consistent: true });
  await erase({ id }, data?.picture ? filesOf(data.picture) : [work.subject]);
  return done(work);
}

/** Says that it can't be used any more, before it is deleted: what has taken it meanwhile keeps it. */
async function giveUp(id: string): Promise<Upload | undefined> {
  const patch = Uploads.patch({ id })
    .set({ state: "rejected", reason: "Nothing has used the picture" })
    .where(({ key }, { notExists }) => notExists(key));
  try {
    return (await patch.go({ response: "all_new" })).data as Upload;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

/** Deletes a picture that nobody has put anywhere, a week after it was ready. */
export async function forgetPicture(work: DueWork): Promise<void> {
  const unused = await giveUp(work.subject);
  if (unused) await erase(unused, unused.picture ? filesOf(unused.picture) : []);
  return done(work);
}
