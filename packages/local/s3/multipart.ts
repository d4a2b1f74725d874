import { createHash, randomUUID } from "node:crypto";
import type { ServiceResponse } from "#local/service";
import { answerXml, type Call, element, elements, encrypted, quoted, unquoted } from "./call";
import { requireIntact } from "./checksums";
import { sourceOf } from "./copy";
import { S3Fault, xmlDocument } from "./fault";
import { describing, requireWritable } from "./put";
import type { StoredObject } from "./store";

/** All parts but the last have at least this size. */
const leastPart = 5 * 1024 * 1024;

const partKey = (upload: string, number: number): string => `${upload}/${String(number).padStart(5, "0")}`;

/** What was said at its beginning. @throws S3Fault NoSuchUpload, for another key's too. */
function uploadOf({ request, bucket, key }: Call): StoredObject {
  const begun = bucket.parts.get(request.query.get("uploadId") ?? "");
  if (begun && begun.checksums.key === key) return begun;
  throw new S3Fault(
    "NoSuchUpload",
    "The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );
}

export function createMultipartUpload({ request, bucket, key, now }: Call): ServiceResponse {
  const UploadId = randomUUID().replaceAll("-", "");
  const begun = { key: UploadId, headers: describing(request.headers), checksums: { key }, modifiedAt: now };
  bucket.parts.put(begun, Buffer.alloc(0));
  return answerXml(
    xmlDocument("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: key, UploadId }),
    encrypted,
  );
}

/** Keeps one part, whatever it was made of. @throws S3Fault NoSuchUpload, InvalidArgument */
function keepPart(call: Call, content: Buffer, checksums: Record<string, string>): StoredObject {
  const { request, bucket, now } = call;
  const upload = uploadOf(call);
  const number = Number(request.query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new S3Fault("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  return bucket.parts.put({ key: partKey(upload.key, number), headers: {}, checksums, modifiedAt: now }, content);
}

export function uploadPart(call: Call): ServiceResponse {
  const { headers, body } = call.request;
  const checksums = requireIntact(headers, body);
  const { etag } = keepPart(call, body, checksums);
  return { status: 200, headers: { etag: quoted(etag), ...encrypted, ...checksums }, body: "" };
}

/** A part that is a range of another object. */
export function uploadPartCopy(call: Call): ServiceResponse {
  const { object, read } = sourceOf(call);
  const range = call.request.headers["x-amz-copy-source-range"] ?? `bytes=0-${object.size - 1}`;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || Number(last) >= object.size || Number(last) < Number(first))
    throw new S3Fault("InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last");
  const { etag } = keepPart(call, read(Number(first), Number(last) + 1), {});
  const result = { LastModified: new Date(call.now).toISOString(), ETag: quoted(etag) };
  return answerXml(xmlDocument("CopyPartResult", result), encrypted);
}

/** The parts that the requester names, in order. @throws S3Fault InvalidPart, InvalidPartOrder, EntityTooSmall */
function namedParts({ request, bucket }: Call, upload: StoredObject): StoredObject[] {
  const named = elements(request.body.toString("utf8"), "Part").map((part) => ({
    number: Number(element(part, "PartNumber")),
    etag: unquoted(element(part, "ETag")),
  }));
  const parts = named.map(({ number, etag }) => {
    const part = bucket.parts.get(partKey(upload.key, number));
    if (part?.etag === etag) return part;
    throw new S3Fault(
      "InvalidPart",
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    );
  });
  if (parts.length === 0) throw new S3Fault("MalformedXML", "You must specify at least one part");
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0)))
    throw new S3Fault(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
    );
  if (parts.slice(0, -1).some(({ size }) => size < leastPart))
    throw new S3Fault("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  return parts;
}

function forget({ bucket }: Call, upload: StoredObject): void {
  for (const { key } of bucket.parts.list(`${upload.key}/`)) bucket.parts.delete(key);
  bucket.parts.delete(upload.key);
}

export function completeMultipartUpload(call: Call): ServiceResponse {
  const { bucket, key, now } = call;
  const upload = uploadOf(call);
  const parts = namedParts(call, upload);
  requireWritable(call);
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(Buffer.from(etag, "hex"));
  const etag = `${hash.digest("hex")}-${parts.length}`;
  const content = Buffer.concat(parts.map((part) => bucket.parts.read(part)));
  const described = { key, headers: upload.headers, checksums: {}, modifiedAt: now, etag };
  call.created(bucket.objects.put(described, content), "CompleteMultipartUpload");
  forget(call, upload);
  const Location = `/${bucket.name}/${key}`;
  return answerXml(
    xmlDocument("CompleteMultipartUploadResult", { Location, Bucket: bucket.name, Key: key, ETag: quoted(etag) }),
  );
}

export function abortMultipartUpload(call: Call): ServiceResponse {
  forget(call, uploadOf(call));
  return { status: 204, headers: {}, body: "" };
}

export function listParts(call: Call): ServiceResponse {
  const upload = uploadOf(call);
  const Part = call.bucket.parts.list(`${upload.key}/`).map(({ key, etag, size, modifiedAt }) => ({
    PartNumber: Number(key.slice(-5)),
    LastModified: new Date(modifiedAt).toISOString(),
    ETag: quoted(etag),
    Size: size,
  }));
  const { bucket, key } = call;
  return answerXml(
    xmlDocument("ListPartsResult", { Bucket: bucket.name, Key: key, UploadId: upload.key, IsTruncated: false, Part }),
  );
}
