import { objectArn } from "#local/s3/address";
import type { S3 } from "#local/s3/s3";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { PictureOrigin } from "./picture-origin";
import { matchesWildcard } from "./wildcard";

/** A picture from the private bucket, as CloudFront gets it with its own signature. */
export function deliver(s3: S3, { bucket, readable }: PictureOrigin, request: ServiceRequest): ServiceResponse {
  const key = request.path.slice(1);
  if (!readable.some((pattern) => matchesWildcard(pattern, objectArn(bucket, key))))
    return { status: 403, headers: {}, body: "" };
  const answer = s3.deliver(bucket, key, request);
  return { ...answer, body: request.method === "HEAD" ? "" : answer.body };
}
