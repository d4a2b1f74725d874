import { z } from "zod";
import type { DeployedResource, Deployment } from "./deployment";
import { functionName } from "./function";
import { type NextTime, parseSchedule } from "./schedule-expression";
import { TemplateError } from "./template";

const RuleProperties = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default("ENABLED"),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.enum(["UTC", "Etc/UTC"]).default("UTC"),
  State: z.string().default("ENABLED"),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string().optional() }),
});

/** An EventBridge rule with a schedule, or a schedule of EventBridge Scheduler. */
export interface ScheduleDefinition {
  kind: "rule" | "schedule";
  logicalId: string;
  name: string;
  arn: string;
  enabled: boolean;
  next: NextTime;
  /** The role that the scheduler invokes with; a rule is let in by the function itself. */
  roleArn: string | undefined;
  targets: { functionName: string; input: unknown }[];
}

/** Throws a TemplateError for an expression that isn't understood. */
export function schedulesOf(deployment: Deployment): ScheduleDefinition[] {
  const rules = deployment.resources("AWS::Events::Rule").flatMap((resource) => {
    const { ScheduleExpression, State, Targets } = resource.properties(RuleProperties);
    if (ScheduleExpression === undefined) return [];
    return [schedule("rule", resource, { expression: ScheduleExpression, state: State, targets: Targets })];
  });
  const schedules = deployment.resources("AWS::Scheduler::Schedule").map((resource) => {
    const { ScheduleExpression, State, Target } = resource.properties(ScheduleProperties);
    const given = { expression: ScheduleExpression, state: State, targets: [Target], roleArn: Target.RoleArn };
    return schedule("schedule", resource, given);
  });
  return [...rules, ...schedules];
}

interface Given {
  expression: string;
  state: string;
  targets: { Arn: string; Input?: string | undefined }[];
  roleArn?: string;
}

function schedule(kind: "rule" | "schedule", resource: DeployedResource, given: Given): ScheduleDefinition {
  const next = parseSchedule(given.expression);
  const where = `${resource.stack}/${resource.logicalId}`;
  if (!next) throw new TemplateError(where, `the schedule ${given.expression} isn't supported locally`);
  return {
    kind,
    logicalId: resource.logicalId,
    name: resource.id,
    arn: resource.attribute("Arn"),
    enabled: given.state === "ENABLED",
    next,
    roleArn: given.roleArn,
    targets: given.targets
      .filter(({ Arn }) => Arn.includes(":lambda:"))
      .map(({ Arn, Input }) => ({
        functionName: functionName(Arn),
        input: Input === undefined ? undefined : JSON.parse(Input),
      })),
  };
}
