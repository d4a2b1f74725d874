import { z } from "zod";
import type { Table } from "./dynalite-shapes";

const KeySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }))
  .min(1)
  .max(2);

const Index = z.object({
  IndexName: z.string(),
  KeySchema,
  Projection: z.object({
    ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

/**
 * Properties of an `AWS::DynamoDB::Table` with every reference resolved; what has no effect locally is left out.
 * Local secondary indexes are refused.
 */
const Definition = z.object({
  TableName: z.string(),
  KeySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.undefined("local secondary indexes have no stand-in").optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }).optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});

export type Definition = z.infer<typeof Definition>;

export type StreamViewType = NonNullable<Definition["StreamSpecification"]>["StreamViewType"];

/** A table as the stand-in keeps it: the definition and its birth in ms since the epoch. */
export interface StoredTable extends Table, Omit<Definition, keyof Table> {
  CreatedAt: number;
}

/** Throws with the offending property's path when the template describes something unknown. */
export function parseDefinition(properties: unknown): Definition {
  const parsed = Definition.safeParse(properties);
  if (!parsed.success) throw new Error(`AWS::DynamoDB::Table: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The attribute that holds the expiry in epoch seconds, where the table has one. */
export function expiryAttribute(table: StoredTable): string | undefined {
  return table.TimeToLiveSpecification?.Enabled ? table.TimeToLiveSpecification.AttributeName : undefined;
}
