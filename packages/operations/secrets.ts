import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { secretName } from "#contract/outputs";
import { type SecretName, secrets, setByOperator } from "#contract/settings";
import { secretsManager } from "./clients";
import { Ending } from "./command";
import type { Stage } from "./stage";

/** What is known of a secret without reading it. */
export interface Standing {
  name: SecretName;
  /** Nobody has put a value in since the deployment made a random one. */
  born: boolean;
  changed: Date | undefined;
  /** The version that was in use before, while it is still good. */
  previous: string | undefined;
}

export const secretNames = Object.keys(secrets) as SecretName[];

/** @throws Ending for a name that is none of ours */
export function secretCalled(name: string): SecretName {
  const found = secretNames.find((known) => known === name);
  if (!found) throw new Ending(`there is no secret ${name}: ${secretNames.join(", ")}`, 2);
  return found;
}

export async function standingOf({ name: stage }: Stage, name: SecretName): Promise<Standing> {
  const command = new DescribeSecretCommand({ SecretId: secretName(stage, name) });
  const { VersionIdsToStages = {}, LastChangedDate: changed } = await secretsManager().send(command);
  const labels = Object.values(VersionIdsToStages).flat();
  const [previous] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSPREVIOUS")) ?? [];
  const put = previous !== undefined || labels.includes(setByOperator);
  return { name, changed, previous, born: !put };
}

/** Puts a value in. The one before stays good until it is retired, or another one comes. */
export async function put({ name: stage }: Stage, name: SecretName, SecretString: string): Promise<void> {
  const VersionStages = ["AWSCURRENT", setByOperator];
  const command = new PutSecretValueCommand({ SecretId: secretName(stage, name), SecretString, VersionStages });
  await secretsManager().send(command);
}

/** From now on the value before is good for nothing. */
export async function retire({ name: stage }: Stage, name: SecretName, version: string): Promise<void> {
  const removed = { VersionStage: "AWSPREVIOUS", RemoveFromVersionId: version };
  await secretsManager().send(new UpdateSecretVersionStageCommand({ SecretId: secretName(stage, name), ...removed }));
}

/** How long functions go on with what they have read. */
export const pickedUp = "functions pick it up within five minutes";
