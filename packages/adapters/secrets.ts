import {
  GetSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from "@aws-sdk/client-secrets-manager";
import type { SecretName } from "#contract/settings";
import { clientDefaults } from "./aws";
import { secretArn } from "./environment";

/** A rotated secret is picked up within this time. */
const keptFor = 5 * 60_000;
/** What fits no value that is known may be of a newer one; strangers must not make us ask more often than this. */
const patience = 10_000;

type Label = "AWSCURRENT" | "AWSPREVIOUS";

interface Kept {
  value: Promise<string | undefined>;
  since: number;
}

const kept = new Map<string, Kept>();
let client: SecretsManagerClient | undefined;

async function read(name: SecretName, VersionStage: Label): Promise<string | undefined> {
  client ??= new SecretsManagerClient(clientDefaults);
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn(name), VersionStage }));
    return SecretString;
  } catch (error) {
    const unknown = error instanceof SecretsManagerServiceException && error.name === "ResourceNotFoundException";
    if (unknown && VersionStage === "AWSPREVIOUS") return undefined;
    throw error;
  }
}

/** Kept in memory; a failed read is not kept. */
function version(name: SecretName, label: Label, longest = keptFor): Promise<string | undefined> {
  const now = Date.now();
  const key = `${name} ${label}`;
  const present = kept.get(key);
  if (present && present.since + longest > now) return present.value;
  const value = read(name, label);
  kept.set(key, { value, since: now });
  value.catch(() => kept.delete(key));
  return value;
}

/** The value of a secret, kept in memory for five minutes; a failed read is not kept. */
export async function secret(name: SecretName): Promise<string> {
  const value = await version(name, "AWSCURRENT");
  if (!value) throw new Error(`secret ${name} has no value yet`);
  return value;
}

/**
 * The value of a secret that fits what was made with it: the current one, the one before, which is good until an operator
 * retires it, or one that is newer than what is kept here. Undefined: none does.
 */
export async function secretThat(name: SecretName, fits: (value: string) => boolean): Promise<string | undefined> {
  for (const longest of [keptFor, patience])
    for (const label of ["AWSCURRENT", "AWSPREVIOUS"] as const) {
      const value = await version(name, label, longest);
      if (value && fits(value)) return value;
    }
  return undefined;
}
