import { createHash } from "node:crypto";
import * as storage from "#adapters/storage";
import { picturePurpose } from "#contract/upload";
import { draw, type File, Refused } from "./drawing";
import { schedule } from "./due";
import { filesOf, type Picture } from "./picture";
import { commit, isRefused, step } from "./transaction";
import { type Upload, Uploads, unusedLife } from "./upload.entity";
import { faultIn } from "./upload.fault";

/** What became of a new object: `stale` where its upload is settled already, or isn't a picture's. */
export type Outcome = "ready" | "rejected" | "stale";

/** Says that the picture is being looked at; undefined when there is nothing to do any more. */
async function begin(id: string): Promise<Upload | undefined> {
  const patch = Uploads.patch({ id })
    .set({ state: "processing" })
    .where(({ state }, { eq }) => `${eq(state, "pending")} OR ${eq(state, "processing")}`);
  try {
    return (await patch.go({ response: "all_new" })).data as Upload;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

/** For good: whatever comes for this upload later finds it settled. */
async function reject(id: string, reason: string): Promise<Outcome> {
  const patch = Uploads.patch({ id })
    .set({ state: "rejected", reason })
    .where(({ state }, { eq }) => eq(state, "processing"));
  try {
    await patch.go();
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  return "rejected";
}

/** Somebody else was faster: by the same file, or by another that was sent with the same form. */
class Overtaken extends Error {
  constructor(readonly winner: unknown) {
    super("the upload is settled");
  }
}

/** The picture is ready, unless the upload was settled meanwhile; a week later the sweep looks whether it is in use. */
async function record(upload: Upload, picture: Picture, now: Date): Promise<void> {
  const ready = Uploads.patch({ id: upload.id })
    .set({ state: "ready", picture })
    .remove(["ttl"])
    .where(({ state }, { eq }) => eq(state, "processing"));
  await commit([
    step(ready.params(), (row) => new Overtaken((row?.picture as Picture | undefined)?.key)),
    schedule("forget-picture", upload.id, new Date(now.getTime() + unusedLife * 1000)),
  ]);
}

/** Another way of drawing makes other files: what is public is never written again. */
const recipe = "1";

/** The same content is drawn to the same names, however often. */
function keyFor({ purpose, id }: Upload, content: Buffer): string {
  const digest = createHash("sha256").update(recipe).update(content).digest("hex").slice(0, 16);
  return `images/${purpose}/${id}/${digest}.jpg`;
}

const publish = (files: File[]): Promise<unknown> =>
  Promise.all(files.map(({ key, content, contentType }) => storage.publish(key, content, contentType)));

async function make(upload: Upload, content: Buffer, now: Date): Promise<Outcome> {
  const { picture, files } = await draw(keyFor(upload, content), content);
  await publish(files);
  try {
    await record(upload, picture, now);
    return "ready";
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    if (error.winner !== picture.key) await Promise.all(filesOf(picture).map(storage.erase));
    return "stale";
  }
}

/** Looks at a picture that has come, `incoming/avatar/upl_01jd…`, and makes its variants; again, it does nothing. */
export async function resize(key: string, now: Date): Promise<Outcome> {
  const [, purpose, id = ""] = key.split("/");
  const upload = picturePurpose.safeParse(purpose).success ? await begin(id) : undefined;
  if (!upload) return "stale";
  const found = await storage.read(key);
  if (!found) return reject(id, "The file is gone: it has to be sent again");
  const fault = faultIn(found, upload);
  if (fault !== undefined) return reject(id, fault);
  try {
    return await make(upload, found.content, now);
  } catch (error) {
    if (error instanceof Refused) return reject(id, error.message);
    throw error;
  }
}
