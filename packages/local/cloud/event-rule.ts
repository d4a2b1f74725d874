import { z } from "zod";
import type { DeployedResource, Deployment } from "./deployment";
import { type RecordFilter, recordFilter } from "./filters";
import { functionName } from "./function";

const RuleProperties = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default("ENABLED"),
  Targets: z
    .array(z.object({ Arn: z.string(), DeadLetterConfig: z.object({ Arn: z.string() }).optional() }))
    .default([]),
});

/** An EventBridge rule with a pattern: which events it hands to which functions. */
export interface EventRule {
  logicalId: string;
  arn: string;
  matches: RecordFilter;
  targets: {
    functionName: string;
    /** Where events go that can't be handed over. */
    deadLetterQueue: string | undefined;
  }[];
}

function ruleOf(resource: DeployedResource): EventRule[] {
  const { EventPattern, State, Targets } = resource.properties(RuleProperties);
  if (EventPattern === undefined || State !== "ENABLED") return [];
  const functions = Targets.filter(({ Arn }) => Arn.includes(":lambda:"));
  return [
    {
      logicalId: resource.logicalId,
      arn: resource.attribute("Arn"),
      matches: recordFilter([JSON.stringify(EventPattern)]),
      targets: functions.map(({ Arn, DeadLetterConfig }) => ({
        functionName: functionName(Arn),
        deadLetterQueue: DeadLetterConfig?.Arn,
      })),
    },
  ];
}

/** Throws a TemplateError for a pattern that isn't understood. */
export const eventRulesOf = (deployment: Deployment): EventRule[] =>
  deployment.resources("AWS::Events::Rule").flatMap(ruleOf);
