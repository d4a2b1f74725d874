import { type FileType, isPicture } from "#contract/upload";
import { signedMedia } from "./media";
import { pictureUrl, pictureView } from "./picture";
import type { Upload } from "./upload.entity";

/** An upload as the wire has it, with an address of the file once it is in use. */
export async function uploadView(upload: Upload, now: Date) {
  const { key, content_type, file_name, purpose, picture, ...rest } = upload;
  const shown = { ...rest, ...pictureView(picture), purpose, file_name, content_type: content_type as FileType };
  if (!key || isPicture(purpose)) return { ...shown, url: pictureUrl(key) };
  return { ...shown, url: (await signedMedia(key, { fileName: file_name }, now)).url };
}
