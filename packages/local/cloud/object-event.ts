import { randomUUID } from "node:crypto";
import type { ObjectCreated } from "#local/s3/s3";

/** What Amazon S3 tells EventBridge of a new object. */
export interface ObjectEvent {
  version: string;
  id: string;
  "detail-type": "Object Created";
  source: "aws.s3";
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: {
    version: string;
    bucket: { name: string };
    object: { key: string; size: number; etag: string; sequencer: string };
    "request-id": string;
    requester: string;
    "source-ip-address": string;
    reason: string;
  };
}

export function objectEvent(
  { bucket, object, reason }: ObjectCreated,
  { account, region }: { account: string; region: string },
): ObjectEvent {
  const { key, size, etag, modifiedAt } = object;
  return {
    ...{ version: "0", id: randomUUID(), "detail-type": "Object Created", source: "aws.s3", account, region },
    time: new Date(modifiedAt).toISOString().replace(/\.\d+Z$/, "Z"),
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size, etag, sequencer: modifiedAt.toString(16).toUpperCase().padStart(18, "0") },
      "request-id": randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase(),
      ...{ requester: account, "source-ip-address": "127.0.0.1", reason },
    },
  };
}
