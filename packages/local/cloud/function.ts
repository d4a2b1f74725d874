import { z } from "zod";
import type { DeployedResource } from "./deployment";
import { TemplateError } from "./template";

const FunctionProperties = z.object({
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string(),
  Code: z.object({ S3Key: z.string().optional() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

/** A Lambda function of the template. */
export interface FunctionDefinition {
  logicalId: string;
  name: string;
  arn: string;
  roleArn: string;
  /** `MODULE.EXPORT` */
  handler: string;
  /** The directory of its bundle. */
  root: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Undefined when the template reserves none. */
  reservedConcurrency: number | undefined;
  logGroup: string;
  variables: Record<string, string>;
}

/** Throws a TemplateError for a function that isn't a bundled Node.js one. */
export function functionOf(resource: DeployedResource): FunctionDefinition {
  const properties = resource.properties(FunctionProperties);
  const where = `${resource.stack}/${resource.logicalId}`;
  if (!properties.Runtime.startsWith("nodejs")) throw new TemplateError(where, `can't run ${properties.Runtime}`);
  if (properties.Code.S3Key === undefined) throw new TemplateError(where, "inline code isn't supported locally");
  return {
    logicalId: resource.logicalId,
    name: resource.id,
    arn: resource.attribute("Arn"),
    roleArn: properties.Role,
    handler: properties.Handler,
    root: resource.asset(properties.Code.S3Key),
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.id}`,
    variables: properties.Environment?.Variables ?? {},
  };
}

/** The function's name in an ARN that may carry a version or an alias. */
export function functionName(arn: string): string {
  return arn.split(":")[6] ?? arn;
}
