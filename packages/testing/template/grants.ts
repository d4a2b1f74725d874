import type { MediaUse } from "#contract/needs";
import { isRecord } from "#local/cloud/template";
import {
  backupRoleOf,
  type DeclaredFunction,
  declaredFunctions,
  logsOf,
  mailSetOf,
  mediaOf,
  parkedOf,
  poolOf,
  region,
  secretOf,
  senderOf,
  tableOf,
} from "./declared";
import { presenceFaults, propertyFaults, setFaults } from "./differences";
import type { Resource, Resources } from "./resources";

/** A grant as text: `dynamodb:GetItem on TableCD117FA1.Arn`. */
const grants = (actions: readonly string[], on: readonly string[]): string[] =>
  actions.flatMap((action) => on.map((resource) => `${action} on ${resource}`));

const streamActions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];

const always = (resources: Resources, name: string): string[] => [
  ...grants(["logs:CreateLogStream", "logs:PutLogEvents"], [`${logsOf(resources, name).id}.Arn`]),
  ...grants(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]),
];

function forTrigger(resources: Resources, { name, trigger }: DeclaredFunction): string[] {
  if (!trigger || "everyMinutes" in trigger) return [];
  const parking = grants(["sqs:SendMessage"], [`${parkedOf(resources, name).id}.Arn`]);
  if (!("stream" in trigger)) return parking;
  const actions = streamActions.map((action) => `dynamodb:${action}`);
  return [...grants(actions, [`${tableOf(resources).id}.StreamArn`]), ...parking];
}

const mailResources = (resources: Resources): string[] =>
  [`identity/${senderOf(resources).id}`, `configuration-set/${mailSetOf(resources).id}`].map(
    (name) => `arn:AWS::Partition:ses:${region}:AWS::AccountId:${name}`,
  );

/** An action on what lies below one of the bucket's prefixes. */
function mediaGrant(resources: Resources, use: MediaUse): [string[], string[]] {
  const [action, below] = {
    receive: ["PutObject", "incoming"],
    look: ["GetObject", "incoming"],
    keep: ["PutObject", "media"],
    show: ["GetObject", "media"],
    erase: ["DeleteObject", "media"],
    draw: ["PutObject", "images"],
    efface: ["DeleteObject", "images"],
  }[use];
  return [[`s3:${action}`], [`${mediaOf(resources).id}.Arn/${below}/*`]];
}

function forNeeds(resources: Resources, { needs }: DeclaredFunction): string[] {
  const table = `${tableOf(resources).id}.Arn`;
  const { table: items = [], indexes = [], identity = [], secrets = [], media = [], mail } = needs;
  return [
    ...grants(
      items.map((action) => `dynamodb:${action}`),
      [table],
    ),
    ...grants(
      ["dynamodb:Query"],
      indexes.map((index) => `${table}/index/${index}`),
    ),
    ...grants(
      identity.map((action) => `cognito-idp:${action}`),
      [`${poolOf(resources).id}.Arn`],
    ),
    ...grants(
      ["secretsmanager:GetSecretValue"],
      secrets.map((secret) => secretOf(resources, secret).id),
    ),
    ...media.flatMap((use) => grants(...mediaGrant(resources, use))),
    ...(mail ? grants(["ses:SendRawEmail"], mailResources(resources)) : []),
  ];
}

const listed = (value: unknown): string[] => [value].flat().map(String);

/** What a statement grants; one that is more than actions on resources is told as it stands. */
function granted(statement: unknown): string[] {
  if (!isRecord(statement)) return [];
  const { Effect, Action, Resource: on, ...more } = statement;
  if (Effect !== "Allow" || Object.keys(more).length > 0) return [JSON.stringify(statement)];
  return grants(listed(Action), listed(on));
}

function statementsOf({ properties: { PolicyDocument: document } }: Resource): unknown[] {
  return isRecord(document) && Array.isArray(document.Statement) ? document.Statement : [];
}

function roleFaults(resources: Resources, declared: DeclaredFunction): string[] {
  const role = resources.named("AWS::IAM::Role", `${declared.name}Role`);
  const policy = resources.named("AWS::IAM::Policy", `${declared.name}RoleDefaultPolicy`);
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const expected = [always(resources, declared.name), forTrigger(resources, declared), forNeeds(resources, declared)];
  return [
    ...propertyFaults(policy, { Roles: [role.id], PolicyDocument: { Version: "2012-10-17" } }),
    ...propertyFaults(role, {
      AssumeRolePolicyDocument: { Statement: [trust], Version: "2012-10-17" },
      // Whatever a role may do stands in its own policy.
      ManagedPolicyArns: undefined,
      Policies: undefined,
    }),
    ...setFaults(`role of ${declared.name}`, statementsOf(policy).flatMap(granted), expected.flat()),
  ];
}

const nameOf = (kind: "Role" | "Policy", name: string): string =>
  kind === "Role" ? `${name}Role` : `${name}RoleDefaultPolicy`;

/** Each function has a role of its own, which may do exactly what the function declares, and nothing else. */
export const grantFaults = (resources: Resources): string[] => [
  ...declaredFunctions.flatMap((declared) => roleFaults(resources, declared)),
  ...(["Role", "Policy"] as const).flatMap((kind) =>
    presenceFaults(resources, `AWS::IAM::${kind}`, [
      ...declaredFunctions.map(({ name }) => resources.named(`AWS::IAM::${kind}`, nameOf(kind, name))),
      ...(kind === "Role" && resources.terms.keeps ? [backupRoleOf(resources)] : []),
    ]),
  ),
];
