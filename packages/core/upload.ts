import * as storage from "#adapters/storage";
import { admitted } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import { type FilePurpose, type FileType, fileTypes, isPicture, type NewUpload, purposes } from "#contract/upload";
import { withinLimit } from "./attempts";
import { headBytes } from "./file-content";
import { newId } from "./id";
import type { Session } from "./session";
import { commit, step } from "./transaction";
import { type Upload, Uploads, unusedLife } from "./upload.entity";
import { faultIn } from "./upload.fault";
import { find, missing } from "./upload.row";

/** Seconds in which the form can be sent. */
const formLife = 600;
/** Uploads that a person may announce. */
const limit = { most: 20, seconds: 3600 };

/** Where a browser puts it. */
const incomingKey = ({ purpose, id }: Upload): string => `incoming/${purpose}/${id}`;

/** Where it is kept. The name is ours: what the file is called is told when it is read. */
const keptKey = ({ purpose, id, content_type }: Upload): string =>
  `media/${purpose}/${id}/original.${fileTypes[content_type as FileType]}`;

/** Announces a file, and answers the form that takes it. @throws Failure forbidden for the role, rate_limited */
export async function announce(announced: NewUpload, by: Session, now: Date) {
  if (!admitted[purposes[announced.purpose].access]?.includes(by.role)) throw new Failure("forbidden");
  const ttl = Math.floor(now.getTime() / 1000) + unusedLife;
  const row = {
    ...announced,
    id: newId("upl", now),
    user_id: by.id,
    state: "pending",
    created_at: now.toISOString(),
    ttl,
  } as const;
  await commit([withinLimit("upload", by.id, limit, now), step(Uploads.create(row).params())]);
  const { content_type: contentType, size } = announced;
  const form = await storage.signForm({ key: incomingKey(row), contentType, size, seconds: formLife });
  return { id: row.id, ...form, expires_at: new Date(now.getTime() + formLife * 1000).toISOString() };
}

interface Inspected {
  upload: Upload;
  /** The file, when it is what was announced. */
  found?: storage.Found;
}

/** Looks at what has come; a file that isn't what was announced is recorded as such. */
async function inspect(upload: Upload): Promise<Inspected> {
  const found = await storage.look(incomingKey(upload), headBytes);
  if (!found) return { upload };
  const reason = faultIn(found, upload);
  if (reason === undefined) return { upload: { ...upload, state: "ready", etag: found.etag }, found };
  await Uploads.patch({ id: upload.id }).set({ state: "rejected", reason }).go();
  return { upload: { ...upload, state: "rejected", reason } };
}

/**
 * An upload as its owner or an admin sees it. A lesson's file that has come meanwhile is looked at; of a picture, the
 * resizer says what became of it. @throws Failure upload_not_found
 */
export async function findOwn(id: string, by: Session): Promise<Upload> {
  const upload = await find(id);
  if (upload.user_id !== by.id && by.role !== "admin") throw missing();
  if (upload.state !== "pending" || isPicture(upload.purpose)) return upload;
  const { upload: seen } = await inspect(upload);
  if (seen.state === "ready") await Uploads.patch({ id }).set({ state: "ready", etag: seen.etag }).go();
  return seen;
}

/** A file in use. */
export interface Attached {
  /** What to store where it is used: read by `signedMedia`. */
  key: string;
  content_type: FileType;
  /** Bytes. */
  size: number;
  /** As its owner called it. */
  file_name?: string;
}

const attachedOf = ({ content_type, size, file_name }: Upload, key: string): Attached => ({
  ...{ key, content_type: content_type as FileType, size },
  ...(file_name === undefined ? {} : { file_name }),
});

/** Puts the file where it is kept, as it was looked at; undefined when it is another by then. */
async function keep({ upload, found }: Inspected): Promise<string | undefined> {
  if (!found) throw new Failure("upload_not_ready", { detail: upload.reason });
  const key = keptKey(upload);
  return (await storage.keep(incomingKey(upload), found, key)) ? key : undefined;
}

/**
 * Takes a lesson's file, an upload of one's own, into use: looks at it, copies it to where nobody can write, and
 * answers what to store. As often as it is called, for the same upload it answers the same.
 *
 * @example const { key } = await attach(body.upload_id, session, "lesson_video");
 * @throws Failure upload_not_found for somebody else's and for another purpose's, upload_not_ready while the file isn't
 *   there, and for good when it isn't what was announced.
 */
export async function attach(id: string, owner: { id: string }, purpose: FilePurpose): Promise<Attached> {
  const upload = await find(id);
  if (upload.user_id !== owner.id || upload.purpose !== purpose) throw missing();
  if (upload.key) return attachedOf(upload, upload.key);
  if (upload.state === "rejected") throw new Failure("upload_not_ready", { detail: upload.reason });
  // A form can be sent twice: what was looked at is what is kept, or else the new one is looked at.
  const key = (await keep(await inspect(upload))) ?? (await keep(await inspect(upload)));
  if (!key) throw new Failure("upload_not_ready");
  await Uploads.patch({ id }).set({ state: "ready", key }).remove(["ttl"]).go();
  return attachedOf(upload, key);
}
