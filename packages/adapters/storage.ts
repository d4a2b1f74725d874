import { clientDefaults } from "./aws";
import { binding } from "./environment";
import type { S3Client } from "./parts/s3";

// The bucket of everything that people upload. The libraries are loaded by the first request that touches a file: the
// functions that know of this module mostly answer requests that don't.

const bucket = () => binding("MEDIA_BUCKET");

let client: S3Client | undefined;

async function load() {
  const sdk = await import("./parts/s3");
  // Otherwise the checksum of an empty body becomes part of what is signed for a browser.
  const checksums = {
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  } as const;
  client ??= new sdk.S3Client({ ...clientDefaults, ...checksums });
  return { sdk, client };
}

/** A form that takes one file: of this type and size, under this key, and nothing else. */
export interface FormRequest {
  key: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** For how long it can be sent; seconds. */
  seconds: number;
}

/** Signs a form for a browser. Nothing is asked of S3 for it. */
export async function signForm({ key, contentType, size, seconds }: FormRequest) {
  const { sdk, client } = await load();
  const { url, fields } = await sdk.createPresignedPost(client, {
    Bucket: bucket(),
    Key: key,
    Fields: { "Content-Type": contentType },
    Conditions: [["content-length-range", size, size]],
    Expires: seconds,
  });
  return { url, fields };
}

/** How a browser is to take a file that it reads by a signed address. */
export interface Reading {
  /** Makes it a download under this name. */
  fileName?: string;
  /** Seconds that the address works; the role's own credentials may end sooner. */
  seconds: number;
}

/** `attachment; filename="Notes _1_.pdf"; filename*=UTF-8''Notes%20%C2%BD.pdf` (RFC 6266) */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w .()-]/g, "_");
  const full = encodeURIComponent(fileName).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Signs an address under which anybody who has it can read the file. Nothing is asked of S3 for it. */
export async function signReading(key: string, { fileName, seconds }: Reading, now: Date): Promise<string> {
  const { sdk, client } = await load();
  const ResponseContentDisposition = fileName === undefined ? undefined : attachment(fileName);
  const command = new sdk.GetObjectCommand({ Bucket: bucket(), Key: key, ResponseContentDisposition });
  return sdk.getSignedUrl(client, command, { expiresIn: seconds, signingDate: now });
}

/** A file as it was found. */
export interface Found {
  contentType: string;
  /** Bytes, of the whole. */
  size: number;
  /** Changes with the content. */
  etag: string;
  /** Its first bytes. */
  head: Buffer;
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/**
 * The beginning of a file, and what there is to know about it: one request. Undefined when there is none: S3 says 403
 * then, because no function may list the bucket.
 */
export async function look(key: string, bytes: number): Promise<Found | undefined> {
  const { sdk, client } = await load();
  try {
    const range = { Bucket: bucket(), Key: key, Range: `bytes=0-${bytes - 1}` };
    const { Body, ContentType = "", ContentRange = "", ETag = "" } = await client.send(new sdk.GetObjectCommand(range));
    const head = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return { contentType: ContentType, size: Number(ContentRange.split("/")[1]), etag: ETag, head };
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** A file, whole: where what it can weigh is bounded. Undefined when there is none. */
export async function read(key: string): Promise<(Found & { content: Buffer }) | undefined> {
  const { sdk, client } = await load();
  try {
    const whole = new sdk.GetObjectCommand({ Bucket: bucket(), Key: key });
    const { Body, ContentType = "", ETag = "" } = await client.send(whole, { requestTimeout: 8000 });
    const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return { contentType: ContentType, size: content.length, etag: ETag, head: content, content };
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** What is written once and never changes under its key can be kept by whoever has it. */
const forever = "max-age=31536000, immutable";

/** Writes a file that everybody may see, under a key that tells its content. */
export async function publish(key: string, content: Buffer, contentType: string): Promise<void> {
  const { sdk, client } = await load();
  const described = { ContentType: contentType, CacheControl: `public, ${forever}` };
  const put = new sdk.PutObjectCommand({ Bucket: bucket(), Key: key, Body: content, ...described });
  await client.send(put, { requestTimeout: 8000 });
}

/** From this size on a file is copied in ranges, all at once: S3 takes seconds per gigabyte otherwise. */
const rangeBytes = 128 * 1024 ** 2;

/** A file on its way from one key to another. */
interface Copying {
  from: string;
  to: string;
  found: Found;
}

const sourceOf = ({ from, found }: Copying) => ({
  ...{ CopySource: `${bucket()}/${from}`, CopySourceIfMatch: found.etag },
});

const described = ({ to, found }: Copying) => ({
  ...{ Bucket: bucket(), Key: to, ContentType: found.contentType, CacheControl: `private, ${forever}` },
});

async function copyWhole(copying: Copying): Promise<void> {
  const { sdk, client } = await load();
  const copy = { ...described(copying), ...sourceOf(copying), MetadataDirective: "REPLACE" } as const;
  await client.send(new sdk.CopyObjectCommand(copy), { requestTimeout: 8000 });
}

async function copyRanges(copying: Copying): Promise<void> {
  const { sdk, client } = await load();
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(described(copying)));
  const whole = { Bucket: bucket(), Key: copying.to, UploadId };
  const { size } = copying.found;
  const copyPart = async (_: unknown, index: number) => {
    const [first, end] = [index * rangeBytes, Math.min(size, (index + 1) * rangeBytes)];
    const range = { PartNumber: index + 1, CopySourceRange: `bytes=${first}-${end - 1}`, ...sourceOf(copying) };
    const copy = new sdk.UploadPartCopyCommand({ ...whole, ...range });
    const { CopyPartResult } = await client.send(copy, { requestTimeout: 8000 });
    return { PartNumber: index + 1, ETag: CopyPartResult?.ETag };
  };
  const Parts = await Promise.all(Array.from({ length: Math.ceil(size / rangeBytes) }, copyPart));
  const complete = new sdk.CompleteMultipartUploadCommand({ ...whole, MultipartUpload: { Parts } });
  await client.send(complete, { requestTimeout: 8000 });
}

/** Copies the file if it is still the one that was looked at. @returns whether it was. */
export async function keep(from: string, found: Found, to: string): Promise<boolean> {
  try {
    await (found.size < rangeBytes ? copyWhole : copyRanges)({ from, to, found });
    return true;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 412) return false;
    throw error;
  }
}

/** Deletes a file; one that isn't there is deleted, too. */
export async function erase(key: string): Promise<void> {
  const { sdk, client } = await load();
  await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket(), Key: key }));
}
