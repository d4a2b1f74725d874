import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Bucket } from "./bucket";
import { S3Fault } from "./fault";
import type { Operation } from "./operation";
import type { StoredObject } from "./store";

/** How an object came to be, as events name it. */
export type Creation = "PutObject" | "POST Object" | "CopyObject" | "CompleteMultipartUpload";

/** One authenticated request on a bucket. */
export interface Call {
  request: ServiceRequest;
  bucket: Bucket;
  /** Empty where the operation is on the bucket. */
  key: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** @throws S3Fault AccessDenied when the requester may not do it. */
  require(operation: Operation, key: string, bucket?: string): void;
  /** Tells EventBridge, where the bucket does. */
  created(object: StoredObject, reason: Creation): void;
  /** @throws S3Fault NoSuchBucket */
  bucketNamed(name: string): Bucket;
}

/** @throws S3Fault NoSuchKey, or AccessDenied to who may not list: they shall not learn what is there. */
export function objectOf({ bucket, key, require }: Call): StoredObject {
  const found = bucket.objects.get(key);
  if (found) return found;
  require("ListObjectsV2", "");
  throw new S3Fault("NoSuchKey", "The specified key does not exist.", { Key: key });
}

export const quoted = (etag: string): string => `"${etag}"`;

export const unquoted = (etag: string): string => etag.replace(/^"|"$/g, "");

export function answerXml(document: string, headers: Record<string, string> = {}): ServiceResponse {
  return { status: 200, headers: { "content-type": "application/xml", ...headers }, body: document };
}

/** Every object is encrypted at rest, whether it is asked for or not. */
export const encrypted = { "x-amz-server-side-encryption": "AES256" };

const text = (xml: string): string =>
  xml.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name: string) => {
    if (decimal || hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
    return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name] ?? all;
  });

/** The contents of every element of that name, as they stand in the document. */
export const elements = (document: string, name: string): string[] =>
  [...document.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(([, content = ""]) => content);

/** The text of the first element of that name. */
export const element = (document: string, name: string): string => text(elements(document, name)[0] ?? "");
