import type { S3ObjectCreatedNotificationEvent } from "aws-lambda";
import { causedBy } from "#adapters/cause";
import { resize } from "#core/resizing";
import { count, logger, tellMetrics } from "#http/telemetry";

/** What it can't read or do is thrown: Lambda comes again twice, and then parks it. */
async function take({ object }: S3ObjectCreatedNotificationEvent["detail"]) {
  const began = performance.now();
  const outcome = await resize(object.key, new Date());
  logger.info("resizer", { outcome, bytes: object.size, ms: Math.round(performance.now() - began) });
  if (outcome === "rejected") count("UploadsRejected");
  tellMetrics();
  return { outcome };
}

export const handler = ({ id, detail }: S3ObjectCreatedNotificationEvent) => causedBy(id, () => take(detail));
