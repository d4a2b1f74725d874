import type { ServiceRequest } from "#local/service";

/** What a request is about: nothing (the service itself), a bucket, or an object in it. */
export interface Address {
  bucket: string | undefined;
  key: string | undefined;
}

/**
 * Finds bucket and key: the bucket in the host's name (`BUCKET.s3.REGION.amazonaws.com`, `BUCKET.localhost`) where it
 * is one of the known, else in the path.
 */
export function addressOf({ path, headers }: ServiceRequest, known: (bucket: string) => boolean): Address {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  const dots = [...host.matchAll(/\./g)].map(({ index }) => index);
  const named = dots.map((dot) => host.slice(0, dot)).find(known);
  if (named !== undefined) return { bucket: named, key: path.slice(1) || undefined };
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: bucket || undefined, key: key || undefined };
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;
