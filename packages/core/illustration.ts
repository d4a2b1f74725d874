import { Failure } from "#contract/failure";
import type { UploadPurpose } from "#contract/upload";
import { discard } from "./discard";
import { type Picture, pictureUrl } from "./picture";
import { type Step, step } from "./transaction";
import { Uploads } from "./upload.entity";
import { find, missing } from "./upload.row";

const notReady = (detail?: string) => new Failure("upload_not_ready", { detail });

/** Takes the picture into use, unless something else has: it goes with what it illustrates. */
const claim = (id: string, { key }: Picture): Step =>
  step(
    Uploads.patch({ id })
      .set({ key })
      .where(({ state, key: used }, { eq, notExists }) => `${eq(state, "ready")} AND ${notExists(used)}`)
      .params(),
    (row) => {
      if (!row) return missing();
      return notReady(row.key ? "The picture is in use already" : undefined);
    },
  );

/**
 * A picture that one has uploaded, and the step that takes it into use.
 * @throws Failure upload_not_found for somebody else's and for another purpose's, upload_not_ready while it is being
 *   looked at, and for good when it was rejected
 */
export async function takePicture(id: string, owner: { id: string }, purpose: UploadPurpose) {
  const { user_id, picture, state, reason, ...upload } = await find(id);
  if (user_id !== owner.id || upload.purpose !== purpose) throw missing();
  if (state !== "ready" || !picture) throw notReady(reason);
  return { picture, step: claim(id, picture) };
}

/** What something is illustrated with: an address, and its picture where that was uploaded. */
export interface Illustrated {
  url?: string;
  image?: Picture;
}

/** What a client says of it; what is left out stays. */
interface Given {
  url?: string | null;
  upload_id?: string | null;
}

/** What to set, null to clear it, and the steps that go with it. Empty where nothing changes. */
interface Illustration {
  url?: string | null;
  image?: Picture | null;
  steps: Step[];
}

/** Whether the client wants the uploaded picture no more: by a null, or by another address. */
const takesAway = ({ url: before, image }: Illustrated, { url, upload_id }: Given): boolean =>
  image !== undefined && (upload_id === null || (url !== undefined && url !== before));

/**
 * Puts one's own upload in the place of an address, or another address in the place of an upload; the picture before
 * is given up in the same transaction. An upload that is named counts before an address.
 * @throws Failure upload_not_found, upload_not_ready
 */
export async function illustrate(
  before: Illustrated,
  given: Given,
  { purpose, by, now }: { purpose: UploadPurpose; by: { id: string }; now: Date },
): Promise<Illustration> {
  if (!given.upload_id) {
    if (!takesAway(before, given)) return { url: given.url, steps: [] };
    return { url: given.url ?? null, image: null, steps: discard(before.image?.key, now) };
  }
  const { picture: image, step: taken } = await takePicture(given.upload_id, by, purpose);
  if (image.key === before.image?.key) return { steps: [] };
  return { url: pictureUrl(image.key), image, steps: [taken, ...discard(before.image?.key, now)] };
}
