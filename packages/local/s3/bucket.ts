import { join } from "node:path";
import { z } from "zod";
import { ObjectStore } from "./store";

const Rule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
});

export type CorsRule = z.infer<typeof Rule>;

const BucketProperties = z.looseObject({
  CorsConfiguration: z.object({ CorsRules: z.array(Rule) }).optional(),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean().default(true) }).optional() })
    .optional(),
});

/** A bucket as the template declares it: its objects, its parts of uploads under way, and who may call from where. */
export interface Bucket {
  name: string;
  cors: CorsRule[];
  /** Whether EventBridge is told of new objects. */
  announces: boolean;
  objects: ObjectStore;
  /** Parts under `UPLOAD/NUMBER`, and what was said of the whole under `UPLOAD`. */
  parts: ObjectStore;
}

/** Opens it in a directory of its own, by the resolved properties of its `AWS::S3::Bucket`. */
export function openBucket(directory: string, name: string, properties: Record<string, unknown>): Bucket {
  const { CorsConfiguration, NotificationConfiguration } = BucketProperties.parse(properties);
  return {
    name,
    cors: CorsConfiguration?.CorsRules ?? [],
    announces: NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false,
    objects: new ObjectStore(join(directory, name)),
    parts: new ObjectStore(join(directory, name, "uploads")),
  };
}
