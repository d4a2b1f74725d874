import type { Group } from "#contract/endpoint";
import { groups } from "#contract/groups";
import type { Needs, Trigger, Worker } from "#contract/needs";
import { type SettingName, settings } from "#contract/settings";
import { workers } from "#contract/workers";
import type { Resource, Resources } from "./resources";

/** A function as the contract declares it. */
export interface DeclaredFunction {
  name: string;
  needs: Needs;
  /** Of a worker; a group of endpoints is called by its routes. */
  trigger?: Trigger;
}

const endpointGroups: Record<string, Group> = groups;

export const declaredFunctions: readonly DeclaredFunction[] = [
  ...Object.entries(endpointGroups).map(([name, { needs }]) => ({ name, needs })),
  ...workers.map(({ name, needs, trigger }: Worker) => ({ name, needs, trigger })),
];

export const functionOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Lambda::Function", `${name}Function`);

export const logsOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Logs::LogGroup", `${name}Logs`);

export const parkedOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::SQS::Queue", `${name}Parked`);

/** What sets a worker going that isn't fed by the stream. */
export const ruleOf = (resources: Resources, name: string, trigger: Trigger): Resource =>
  resources.named("AWS::Events::Rule", `${name}${"objects" in trigger ? "Objects" : "Schedule"}`);

export const apiOf = (resources: Resources): Resource => resources.named("AWS::ApiGatewayV2::Api", "Api");

export const tableOf = (resources: Resources): Resource => resources.named("AWS::DynamoDB::Table", "Table");

export const poolOf = (resources: Resources): Resource => resources.named("AWS::Cognito::UserPool", "Users");

/** What seals the data of the stage. */
export const keyOf = (resources: Resources): Resource => resources.named("AWS::KMS::Key", "Key");

export const mediaOf = (resources: Resources): Resource => resources.named("AWS::S3::Bucket", "Media");

export const deliveryOf = (resources: Resources): Resource =>
  resources.named("AWS::CloudFront::Distribution", "Delivery");

export const senderOf = (resources: Resources): Resource => resources.named("AWS::SES::EmailIdentity", "Sender");

export const mailSetOf = (resources: Resources): Resource => resources.named("AWS::SES::ConfigurationSet", "MailSet");

export const feedbackTopicOf = (resources: Resources): Resource => resources.named("AWS::SNS::Topic", "MailFeedback");

/** Where alarms ring. */
export const alarmTopicOf = (resources: Resources): Resource => resources.named("AWS::SNS::Topic", "Alarms");

/** Who copies what is kept. */
export const backupRoleOf = (resources: Resources): Resource => resources.named("AWS::IAM::Role", "BackupRole");

export const secretOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::SecretsManager::Secret", name.replaceAll("_", ""));

export const clientOf = (resources: Resources, name: "Site" | "Console"): Resource =>
  resources.named("AWS::Cognito::UserPoolClient", `Users${name}`);

/** Where the synthesized app stands. */
export const region = "us-east-1";

/** A setting: the environment's, else the declared value. */
export const settingOf = (name: SettingName): string => process.env[name] ?? settings[name].value;

/** The same as the stage has it. */
export const settingAt = ({ terms }: Resources, name: SettingName): string =>
  settingOf(name) || (name === "STAFF_SECOND_FACTOR" ? terms.staffSecondFactor : "");

/** The site's origins. */
export const origins: readonly string[] = settingOf("FRONTEND_URL")
  .split(",")
  .map((url) => url.trim());
