import { z } from "zod";
import type { DeployedResource, Deployment } from "./deployment";
import type { Role } from "./iam";
import { PolicyDocument, type Statement } from "./policy";
import { TemplateError } from "./template";

const RoleProperties = z.object({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument })).default([]),
});

const AttachedPolicyProperties = z.object({ PolicyDocument, Roles: z.array(z.string()).default([]) });

const XRAY_ACTIONS = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];
const LOG_ACTIONS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const STREAM_ACTIONS = ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map((a) => `dynamodb:${a}`);

/** AWS's own policies that functions use. */
const awsManaged: Record<string, Statement[]> = {
  AWSLambdaBasicExecutionRole: [allow(LOG_ACTIONS)],
  AWSXRayDaemonWriteAccess: [allow(XRAY_ACTIONS)],
  AWSLambdaDynamoDBExecutionRole: [allow([...LOG_ACTIONS, ...STREAM_ACTIONS])],
};

/** Every role of the stacks with its statements, from inline, attached and managed policies. */
export function rolesOf(deployment: Deployment): Role[] {
  const attached = deployment.resources("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy").map((resource) => ({
    id: resource.id,
    ...resource.properties(AttachedPolicyProperties),
  }));
  return deployment.resources("AWS::IAM::Role").map((resource) => {
    const { ManagedPolicyArns, Policies } = resource.properties(RoleProperties);
    const policies = attached.filter(({ id, Roles }) => Roles.includes(resource.id) || ManagedPolicyArns.includes(id));
    const statements = [...Policies, ...policies].flatMap((policy) => policy.PolicyDocument.Statement);
    const managed = ManagedPolicyArns.filter((arn) => !policies.some(({ id }) => id === arn));
    statements.push(...managed.flatMap((arn) => managedStatements(resource, arn)));
    return { arn: resource.attribute("Arn"), name: resource.id, statements };
  });
}

function managedStatements({ stack, logicalId }: DeployedResource, arn: string): Statement[] {
  const statements = awsManaged[arn.slice(arn.lastIndexOf("/") + 1)];
  if (!statements) throw new TemplateError(`${stack}/${logicalId}`, `the managed policy ${arn} isn't known locally`);
  return statements;
}

function allow(actions: string[]): Statement {
  return { Effect: "Allow", Action: actions, Resource: ["*"], Condition: {} };
}
