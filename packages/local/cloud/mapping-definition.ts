import { z } from "zod";
import type { DeployedResource } from "./deployment";
import { type RecordFilter, recordFilter } from "./filters";
import { functionName } from "./function";
import { TemplateError } from "./template";

const MappingProperties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().default(100),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  StartingPosition: z.enum(["LATEST", "TRIM_HORIZON"]),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

/** An event source mapping from a table's stream to a function. */
export interface MappingDefinition {
  id: string;
  logicalId: string;
  enabled: boolean;
  streamArn: string;
  functionName: string;
  batchSize: number;
  windowMs: number;
  fromOldest: boolean;
  /** After the first try; Infinity unless limited. */
  retries: number;
  /** How old a record may be; Infinity unless limited. */
  recordAgeMs: number;
  bisects: boolean;
  reportsFailures: boolean;
  /** ARN of the queue for what can't be processed. */
  failureQueue: string | undefined;
  filter: RecordFilter;
}

/** Throws a TemplateError when the source isn't a table's stream. */
export function mappingOf(resource: DeployedResource): MappingDefinition {
  const properties = resource.properties(MappingProperties);
  if (!properties.EventSourceArn.includes("/stream/")) {
    throw new TemplateError(`${resource.stack}/${resource.logicalId}`, `can't poll ${properties.EventSourceArn}`);
  }
  return {
    id: resource.id,
    logicalId: resource.logicalId,
    enabled: properties.Enabled,
    streamArn: properties.EventSourceArn,
    functionName: functionName(properties.FunctionName),
    batchSize: properties.BatchSize,
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    fromOldest: properties.StartingPosition === "TRIM_HORIZON",
    retries: limit(properties.MaximumRetryAttempts),
    recordAgeMs: limit(properties.MaximumRecordAgeInSeconds) * 1000,
    bisects: properties.BisectBatchOnFunctionError,
    reportsFailures: properties.FunctionResponseTypes.length > 0,
    failureQueue: properties.DestinationConfig?.OnFailure.Destination,
    filter: recordFilter((properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern)),
  };
}

function limit(value: number): number {
  return value < 0 ? Number.POSITIVE_INFINITY : value;
}
