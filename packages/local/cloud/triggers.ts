import { setTimeout as pause } from "node:timers/promises";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";
import type { DeployedResource, Deployment } from "./deployment";
import type { FunctionHost } from "./function-host";
import type { AccessControl } from "./iam";
import { type MappingDefinition, mappingOf } from "./mapping-definition";
import type { Queues } from "./queues";
import { type Checkpoint, type RecordStream, StreamMapping } from "./stream-mapping";
import { TemplateError } from "./template";

interface TriggerOptions {
  deployment: Deployment;
  /** The stream of a table's name. */
  stream: (tableName: string) => RecordStream;
  functions: Map<string, FunctionHost>;
  access: AccessControl;
  queues: Queues;
  clock: Clock;
  /** Where the checkpoints are kept. */
  file: string;
  retryDelayMs: (retry: number) => number;
}

const STREAM_ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** All event source mappings of the template. */
export class Triggers {
  /** By logical id. */
  readonly mappings = new Map<string, StreamMapping>();

  /** Throws a TemplateError when a role may not read its stream or write to its queue, as a deployment would fail. */
  constructor(options: TriggerOptions) {
    const checkpoints = new Journal<Checkpoint>(options.file);
    for (const resource of options.deployment.resources("AWS::Lambda::EventSourceMapping")) {
      const definition = mappingOf(resource);
      const host = options.functions.get(definition.functionName);
      if (!host) throw new TemplateError(whereOf(resource), `there is no function ${definition.functionName}`);
      requirePermissions(options.access, resource, definition, host.definition.roleArn);
      const stream = options.stream(tableName(definition.streamArn));
      this.mappings.set(definition.logicalId, new StreamMapping({ ...options, definition, stream, host, checkpoints }));
    }
  }

  start(): void {
    for (const mapping of this.mappings.values()) mapping.start();
  }

  /** Resolves when all mappings have dealt with all records; rejects with the names of those that don't in time. */
  async idle(timeoutMs = 120_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    this.hurry(true);
    try {
      for (;;) {
        const behind = [...this.mappings].filter(([, mapping]) => !mapping.caughtUp()).map(([logicalId]) => logicalId);
        if (behind.length === 0) return;
        if (performance.now() > deadline) throw new Error(`not caught up after ${timeoutMs} ms: ${behind.join(", ")}`);
        await pause(5);
      }
    } finally {
      this.hurry(false);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.mappings.values()].map((mapping) => mapping.close()));
  }

  private hurry(hurried: boolean): void {
    for (const mapping of this.mappings.values()) mapping.hurry(hurried);
  }
}

function requirePermissions(
  access: AccessControl,
  resource: DeployedResource,
  { streamArn, failureQueue }: MappingDefinition,
  roleArn: string,
): void {
  const needed = STREAM_ACTIONS.map((action) => ({ action, resource: streamArn }));
  if (failureQueue !== undefined) needed.push({ action: "sqs:SendMessage", resource: failureQueue });
  for (const permission of needed) {
    const decision = access.decide(roleArn, permission);
    if (decision.allowed) continue;
    const problem = `${roleArn} is not authorized to perform: ${permission.action} on resource: ${permission.resource}`;
    throw new TemplateError(whereOf(resource), `${problem} ${decision.reason}`);
  }
}

function tableName(streamArn: string): string {
  return streamArn.split("/")[1] ?? streamArn;
}

function whereOf({ stack, logicalId }: DeployedResource): string {
  return `${stack}/${logicalId}`;
}
