import type { Requester, ServiceResponse } from "#local/service";
import { mismatch, ownerOf } from "./authentication";
import { type Call, encrypted, quoted } from "./call";
import { requireIntact } from "./checksums";
import { S3Fault, xmlDocument } from "./fault";
import { formOf, type UploadForm } from "./form";
import { requireAllowed } from "./policy";
import { describing } from "./put";
import { sameSignature, scopeFrom, signatureOf } from "./signing";

/** A form without a policy is anybody's, and the buckets are nobody's but ours. @throws S3Fault */
function requireSigned({ fields }: UploadForm, requester: Requester): void {
  const { policy, "x-amz-credential": credential, "x-amz-signature": given } = fields;
  if (policy === undefined) throw new S3Fault("AccessDenied", "Access Denied");
  if (fields["x-amz-algorithm"] !== "AWS4-HMAC-SHA256" || given === undefined)
    throw new S3Fault(
      "InvalidArgument",
      "Bucket POST must contain a field named 'x-amz-algorithm', 'x-amz-credential' and 'x-amz-signature'.",
    );
  const scope = scopeFrom(credential ?? "");
  if (!scope) throw new S3Fault("InvalidArgument", "Error parsing the x-amz-credential field.");
  const owner = ownerOf(scope, requester, fields["x-amz-security-token"]);
  if (!sameSignature(given, signatureOf(policy, owner.secretAccessKey, scope)))
    throw mismatch(owner.accessKeyId, policy);
}

function answerFor({ fields }: UploadForm, bucket: string, key: string, etag: string): ServiceResponse {
  const Location = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const headers = { etag: quoted(etag), location: Location, ...encrypted };
  const { success_action_redirect: redirect, success_action_status: status } = fields;
  if (redirect && URL.canParse(redirect)) {
    const next = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag: quoted(etag) })) next.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: next.href }, body: "" };
  }
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers, body: "" };
  const result = { Location, Bucket: bucket, Key: key, ETag: quoted(etag) };
  return {
    status: 201,
    headers: { ...headers, "content-type": "application/xml" },
    body: xmlDocument("PostResponse", result),
  };
}

/** A browser's form with a file in it, held to the policy that somebody has signed for it. */
export function postObject(call: Omit<Call, "key">, requester: Requester): ServiceResponse {
  const { request, bucket, now, require, created } = call;
  const form = formOf(request);
  requireSigned(form, requester);
  if (!form.fields.key) throw new S3Fault("InvalidArgument", "Bucket POST must contain a field named 'key'.");
  const key = form.fields.key.replaceAll("${filename}", form.fileName);
  requireAllowed({ ...form, fields: { ...form.fields, key } }, bucket.name, now);
  require("PostObject", key);
  const checksums = requireIntact(form.fields, form.file);
  const described = { key, headers: describing(form.fields), checksums, modifiedAt: now };
  const object = bucket.objects.put(described, form.file);
  created(object, "POST Object");
  return answerFor(form, bucket.name, key, object.etag);
}
