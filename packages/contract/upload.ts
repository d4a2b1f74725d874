import * as z from "zod/mini";
import type { Access } from "./endpoint";
import { instant, line, maybe, url } from "./fields";
import { pictureShape, variant } from "./picture";

const megabyte = 1024 ** 2;

/** Every type of file that is taken, and the ending of its name. */
export const fileTypes = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/plain": "txt",
  "text/csv": "csv",
} as const;

export type FileType = keyof typeof fileTypes;

const pictures = ["image/jpeg", "image/png", "image/webp"] as const satisfies readonly FileType[];
const videos = ["video/mp4", "video/webm"] as const satisfies readonly FileType[];
const documents = [
  "application/pdf",
  "application/zip",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "text/plain",
  "text/csv",
] as const satisfies readonly FileType[];

interface PurposeRule {
  /** Who may upload for it. */
  access: Access;
  types: readonly FileType[];
  /** Bytes. */
  most: number;
}

/** What files are uploaded for. Pictures are public once they are used; the others are read by signed addresses. */
export const purposes = {
  avatar: { access: "user", types: pictures, most: 5 * megabyte },
  course_image: { access: "instructor", types: pictures, most: 10 * megabyte },
  post_image: { access: "instructor", types: pictures, most: 10 * megabyte },
  event_image: { access: "admin", types: pictures, most: 10 * megabyte },
  lesson_video: { access: "instructor", types: videos, most: 2048 * megabyte },
  lesson_attachment: { access: "instructor", types: documents, most: 100 * megabyte },
} as const satisfies Record<string, PurposeRule>;

export const uploadPurpose = z.enum(Object.keys(purposes) as (keyof typeof purposes)[]);
export type UploadPurpose = z.infer<typeof uploadPurpose>;

/** Those of pictures, which anybody may see. */
export const picturePurpose = z.enum(["avatar", "course_image", "post_image", "event_image"]);

/** Those whose files only few may read. */
export type FilePurpose = Exclude<UploadPurpose, z.infer<typeof picturePurpose>>;

export const isPicture = (purpose: UploadPurpose): boolean => picturePurpose.safeParse(purpose).success;

export const fileType = z.enum(Object.keys(fileTypes) as FileType[]);

/** The largest file of any purpose, in bytes. */
const largestFile = Math.max(...Object.values(purposes).map(({ most }) => most));

const takes = ({ types }: PurposeRule, type: FileType): boolean => types.includes(type);

/** A file that somebody is about to send: of a type and size that its purpose takes. */
export const newUpload = z
  .strictObject({
    purpose: uploadPurpose,
    content_type: fileType,
    /** Bytes. */
    size: z.int().check(z.minimum(1), z.maximum(largestFile)),
    file_name: z.optional(line(255)),
  })
  .check(
    z.refine(({ purpose, content_type }) => takes(purposes[purpose], content_type), {
      path: ["content_type"],
      error: "is not taken for this purpose",
    }),
    z.refine(({ purpose, size }) => size <= purposes[purpose].most, {
      path: ["size"],
      error: "is more than is taken for this purpose",
    }),
  );
export type NewUpload = z.output<typeof newUpload>;

/**
 * `pending` until the file is there, `processing` while a picture's variants are being made, `ready` once it can be used,
 * `rejected` when it isn't what was announced.
 */
export const uploadState = z.enum(["pending", "processing", "ready", "rejected"]);

/** What a browser sends the file with: `url` takes a form with all `fields`, and then the file as `file`. */
export const uploadForm = z.object({
  id: z.string(),
  url,
  fields: z.record(z.string(), z.string()),
  expires_at: instant,
});

export const upload = z.object({
  id: z.string(),
  purpose: uploadPurpose,
  state: uploadState,
  /** Why it was rejected. */
  reason: maybe(z.string()),
  content_type: fileType,
  size: z.int(),
  file_name: maybe(z.string()),
  /** Where the file can be read, for those who may, once it is in use; of private ones for a quarter of an hour. */
  url: maybe(url),
  /** Of a picture that is ready; to be shown it need not be in use yet. */
  width: maybe(pictureShape.width),
  height: maybe(pictureShape.height),
  placeholder: maybe(pictureShape.placeholder),
  variants: z._default(z.array(variant), []),
  created_at: instant,
});
