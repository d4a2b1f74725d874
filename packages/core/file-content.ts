import type { FileType } from "#contract/upload";

/** How many bytes of a file are looked at. */
export const headBytes = 4096;

const starts =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));

const has =
  (text: string, at: number) =>
  (head: Buffer): boolean =>
    head.toString("latin1", at, at + text.length) === text;

/** The archive that the office formats are in; an empty one ends where it begins. */
const isZip = (head: Buffer): boolean => starts(0x50, 0x4b, 3, 4)(head) || starts(0x50, 0x4b, 5, 6)(head);

/** Among an office document's first entries there is always one of these. */
const isOffice = (head: Buffer): boolean =>
  isZip(head) && /\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|ppt\/|xl\//.test(head.toString("latin1"));

/** UTF-8 without control characters; the last character may be cut off. */
function isText(head: Buffer): boolean {
  const text = new TextDecoder("utf-8").decode(head, { stream: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  return !/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]/.test(text);
}

const recognizers: Record<FileType, (head: Buffer) => boolean> = {
  "image/jpeg": starts(0xff, 0xd8, 0xff),
  "image/png": starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "image/webp": (head) => has("RIFF", 0)(head) && has("WEBP", 8)(head),
  "video/mp4": has("ftyp", 4),
  "video/webm": (head) => starts(0x1a, 0x45, 0xdf, 0xa3)(head) && head.includes("webm"),
  "application/pdf": has("%PDF-", 0),
  "application/zip": isZip,
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": isOffice,
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": isOffice,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": isOffice,
  "text/plain": isText,
  "text/csv": isText,
};

/** Whether a file that begins like this can be of the type: by its content, whatever it is called. */
export const looksLike = (type: FileType, head: Buffer): boolean => recognizers[type](head);

const strangers: readonly [string, (head: Buffer) => boolean][] = [
  [
    "a HEIC photograph, which has to be saved as JPEG first",
    (head) => /^....ftyp(hei|hev|mif1|msf1)/s.test(head.toString("latin1")),
  ],
  ["a GIF", has("GIF8", 0)],
  ["an SVG drawing", (head) => /^\s*(<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(head.toString("utf8"))],
  ["a JPEG", recognizers["image/jpeg"]],
  ["a PNG", recognizers["image/png"]],
  ["a WebP picture", recognizers["image/webp"]],
  ["a program", (head) => has("MZ", 0)(head) || has("\u007fELF", 0)(head)],
];

/** What a file that was taken for something else is, in words; undefined where it isn't known. */
export const strangerIn = (head: Buffer): string | undefined => strangers.find(([, known]) => known(head))?.[0];
