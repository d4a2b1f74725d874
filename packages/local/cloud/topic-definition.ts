import { z } from "zod";
import type { Deployment } from "./deployment";
import { functionName } from "./function";
import { TemplateError } from "./template";

const SubscriptionProperties = z.object({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }).optional(),
});

const TopicPolicyProperties = z.object({
  Topics: z.array(z.string()),
  PolicyDocument: z.object({
    Statement: z.array(
      z.looseObject({
        Effect: z.enum(["Allow", "Deny"]),
        Action: z.union([z.string(), z.array(z.string())]),
        Principal: z.unknown(),
        Condition: z.record(z.string(), z.record(z.string(), z.string())).default({}),
      }),
    ),
  }),
});

/** A function that is told what a topic is told. */
export interface Subscription {
  arn: string;
  topicArn: string;
  functionName: string;
  /** ARN of the queue for what the function's service doesn't take over. */
  deadLetterQueue: string | undefined;
}

/** Throws a TemplateError for a subscriber that isn't a function. */
export function subscriptionsOf(deployment: Deployment): Subscription[] {
  return deployment.resources("AWS::SNS::Subscription").map((resource) => {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = resource.properties(SubscriptionProperties);
    if (Protocol !== "lambda")
      throw new TemplateError(`${resource.stack}/${resource.logicalId}`, `can't deliver by ${Protocol}`);
    return {
      arn: `${TopicArn}:${resource.logicalId}`,
      topicArn: TopicArn,
      functionName: functionName(Endpoint),
      deadLetterQueue: RedrivePolicy?.deadLetterTargetArn,
    };
  });
}

/** Who of the services may publish to a topic, and for which of its resources. */
export class TopicPolicies {
  private readonly allowed: { topics: string[]; service: string; sourceArn: string | undefined }[];

  constructor(deployment: Deployment) {
    this.allowed = deployment.resources("AWS::SNS::TopicPolicy").flatMap((resource) => {
      const { Topics, PolicyDocument } = resource.properties(TopicPolicyProperties);
      const allowing = PolicyDocument.Statement.filter(
        ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("sns:Publish"),
      );
      return allowing.flatMap(({ Principal, Condition }) => {
        const service = z.object({ Service: z.string() }).safeParse(Principal).data?.Service;
        return service ? [{ topics: Topics, service, sourceArn: Condition.ArnEquals?.["aws:SourceArn"] }] : [];
      });
    });
  }

  allows(service: string, sourceArn: string, topicArn: string): boolean {
    return this.allowed.some(
      (one) =>
        one.service === service &&
        one.topics.includes(topicArn) &&
        (one.sourceArn === undefined || one.sourceArn === sourceArn),
    );
  }
}
