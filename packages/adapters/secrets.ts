import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SecretName } from "#contract/settings";
import { clientDefaults } from "./aws";
import { secretArn } from "./environment";

/** A rotated secret is picked up within this time. */
const keptFor = 5 * 60_000;

const kept = new Map<SecretName, { value: Promise<string>; until: number }>();
let client: SecretsManagerClient | undefined;

async function read(name: SecretName): Promise<string> {
  client ??= new SecretsManagerClient(clientDefaults);
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn(name) }));
  if (!SecretString) throw new Error(`secret ${name} has no value yet`);
  return SecretString;
}

/** The value of a secret, kept in memory for five minutes; a failed read is not kept. */
export function secret(name: SecretName): Promise<string> {
  const now = Date.now();
  const present = kept.get(name);
  if (present && present.until > now) return present.value;
  const value = read(name);
  kept.set(name, { value, until: now + keptFor });
  value.catch(() => kept.delete(name));
  return value;
}
