import type { ServiceResponse } from "#local/service";
import { answerXml, type Call, encrypted, quoted, unquoted } from "./call";
import { S3Fault, xmlDocument } from "./fault";
import { describing, failed } from "./put";
import type { StoredObject } from "./store";

/** What a copy is made of. */
interface Source {
  object: StoredObject;
  /** From `start` up to and without `end`; the whole where they are missing. */
  read: (start?: number, end?: number) => Buffer;
  /** Whether it is the very object that is written. */
  same: boolean;
}

/** @throws S3Fault InvalidArgument, NoSuchBucket, NoSuchKey, AccessDenied, PreconditionFailed */
export function sourceOf(call: Call): Source {
  const { headers } = call.request;
  const given = decodeURIComponent(headers["x-amz-copy-source"] ?? "").replace(/\?versionId=.*$/, "");
  const [, name, key] = /^\/?([^/]+)\/(.+)$/s.exec(given) ?? [];
  if (!name || !key) throw new S3Fault("InvalidArgument", "Copy Source must mention the source bucket and key");
  call.require("GetObject", key, name);
  const { objects } = call.bucketNamed(name);
  const object = objects.get(key);
  if (!object) {
    call.require("ListObjectsV2", "", name);
    throw new S3Fault("NoSuchKey", "The specified key does not exist.", { Key: key });
  }
  const { "x-amz-copy-source-if-match": match, "x-amz-copy-source-if-none-match": none } = headers;
  if (match !== undefined && unquoted(match) !== object.etag) throw failed("x-amz-copy-source-If-Match");
  if (none !== undefined && unquoted(none) === object.etag) throw failed("x-amz-copy-source-If-None-Match");
  const read: Source["read"] = (start, end) => objects.read(object, start, end);
  return { object, read, same: name === call.bucket.name && key === call.key };
}

export function copyObject(call: Call): ServiceResponse {
  const { bucket, key, now, request } = call;
  const { object, read, same } = sourceOf(call);
  const replaced = request.headers["x-amz-metadata-directive"] === "REPLACE";
  if (same && !replaced)
    throw new S3Fault(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  const headers = replaced ? describing(request.headers) : object.headers;
  const copy = bucket.objects.put({ key, headers, checksums: object.checksums, modifiedAt: now }, read());
  call.created(copy, "CopyObject");
  const result = { LastModified: new Date(now).toISOString(), ETag: quoted(copy.etag) };
  return answerXml(xmlDocument("CopyObjectResult", result), encrypted);
}
