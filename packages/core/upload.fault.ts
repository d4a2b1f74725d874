import type { Found } from "#adapters/storage";
import type { FileType } from "#contract/upload";
import { looksLike, strangerIn } from "./file-content";
import type { Upload } from "./upload.entity";

/** Why what has come isn't what was announced; undefined when it is. */
export function faultIn({ contentType, size, head }: Found, announced: Upload): string | undefined {
  if (contentType !== announced.content_type)
    return `The file was sent as ${contentType}, not as ${announced.content_type}`;
  if (size !== announced.size) return `The file has ${size} bytes, not ${announced.size}`;
  if (looksLike(announced.content_type as FileType, head)) return undefined;
  const stranger = strangerIn(head);
  return `The file's content isn't ${announced.content_type}${stranger ? `: it is ${stranger}` : ""}`;
}
