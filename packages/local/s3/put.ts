import type { ServiceResponse } from "#local/service";
import { type Call, encrypted, quoted, unquoted } from "./call";
import { requireIntact } from "./checksums";
import { S3Fault } from "./fault";

const kept =
  /^(content-type|content-language|content-encoding|content-disposition|cache-control|expires|x-amz-meta-.+)$/;

/** Of the headers, or a form's fields in lower case, what is answered with the object. */
export function describing(headers: Record<string, string>): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => kept.test(name));
  return { "content-type": "binary/octet-stream", ...Object.fromEntries(given) };
}

export const failed = (Condition: string) =>
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
  const object = bucket.objects.put({ key, headers, checksums, modifiedAt: now }, request.body);
  call.created(object, "PutObject");
  const { etag } = object;
  return { status: 200, headers: { etag: quoted(etag), ...encrypted, ...checksums }, body: "" };
}
