import type { S3ObjectCreatedNotificationEvent } from "aws-lambda";
import { resize } from "#core/resizing";
import { logger } from "#http/telemetry";

/** What it can't read or do is thrown: Lambda comes again twice, and then parks it. */
export async function handler({ detail: { object } }: S3ObjectCreatedNotificationEvent) {
  const began = performance.now();
  const outcome = await resize(object.key, new Date());
  logger.info("resizer", { outcome, bytes: object.size, ms: Math.round(performance.now() - began) });
  return { outcome };
}
