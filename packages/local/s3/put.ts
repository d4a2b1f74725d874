import type { ServiceResponse } from "#local/service";
import { answerXml, type Call, encrypted, quoted, unquoted } from "./call";
import { requireIntact } from "./checksums";
import { S3Fault, xmlDocument } from "./fault";
import type { StoredObject } from "./store";

const kept =
  /^(content-type|content-language|content-encoding|content-disposition|cache-control|expires|x-amz-meta-.+)$/;

/** Of the headers, or a form's fields in lower case, what is answered with the object. */
export function describing(headers: Record<string, string>): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => kept.test(name));
  return { "content-type": "binary/octet-stream", ...Object.fromEntries(given) };
}

const failed = (Condition: string) =>
  new S3Fault("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", { Condition });

/** @throws S3Fault PreconditionFailed for `If-None-Match: *` on what is there, and `If-Match` on another. */
export function requireWritable({ bucket, key, request: { headers } }: Call): void {
  const present = bucket.objects.get(key);
  if (headers["if-none-match"] === "*" && present) throw failed("If-None-Match");
  const match = headers["if-match"];
  if (match !== undefined && unquoted(match) !== present?.etag) throw failed("If-Match");
}

export function putObject(call: Call): ServiceResponse {
  const { request, bucket, key, now } = call;
  requireWritable(call);
  const checksums = requireIntact(request.headers, request.body);
  const headers = describing(request.headers);
  const { etag } = bucket.objects.put({ key, headers, checksums, modifiedAt: now }, request.body);
  return { status: 200, headers: { etag: quoted(etag), ...encrypted, ...checksums }, body: "" };
}

/** The object that a copy is made of. @throws S3Fault InvalidArgument, NoSuchBucket, NoSuchKey, AccessDenied */
function sourceOf(call: Call): { object: StoredObject; content: () => Buffer; same: boolean } {
  const given = decodeURIComponent(call.request.headers["x-amz-copy-source"] ?? "").replace(/\?versionId=.*$/, "");
  const [, name, key] = /^\/?([^/]+)\/(.+)$/s.exec(given) ?? [];
  if (!name || !key) throw new S3Fault("InvalidArgument", "Copy Source must mention the source bucket and key");
  call.require("GetObject", key, name);
  const { objects } = call.bucketNamed(name);
  const object = objects.get(key);
  if (!object) {
    call.require("ListObjectsV2", "", name);
    throw new S3Fault("NoSuchKey", "The specified key does not exist.", { Key: key });
  }
  return { object, content: () => objects.read(object), same: name === call.bucket.name && key === call.key };
}

export function copyObject(call: Call): ServiceResponse {
  const { bucket, key, now } = call;
  const { headers } = call.request;
  const { object, content, same } = sourceOf(call);
  const { "x-amz-copy-source-if-match": match, "x-amz-copy-source-if-none-match": none } = headers;
  if (match !== undefined && unquoted(match) !== object.etag) throw failed("x-amz-copy-source-If-Match");
  if (none !== undefined && unquoted(none) === object.etag) throw failed("x-amz-copy-source-If-None-Match");
  const replaced = headers["x-amz-metadata-directive"] === "REPLACE";
  if (same && !replaced)
    throw new S3Fault(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    );
  const described = replaced ? describing(headers) : object.headers;
  const copy = bucket.objects.put({ key, headers: described, checksums: object.checksums, modifiedAt: now }, content());
  const result = { LastModified: new Date(now).toISOString(), ETag: quoted(copy.etag) };
  return answerXml(xmlDocument("CopyObjectResult", result), encrypted);
}
