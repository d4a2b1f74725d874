import { secrets } from "#contract/settings";
import type { Template } from "#local/cloud/template";
import { keyOf, secretOf } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resources } from "./resources";

/** Each declared secret under its own name, born random, kept; none other. */
export function secretFaults(resources: Resources): string[] {
  const named = Object.keys(secrets).map((name) => ({ name, secret: secretOf(resources, name) }));
  return [
    ...presenceFaults(
      resources,
      "AWS::SecretsManager::Secret",
      named.map(({ secret }) => secret),
    ),
    ...named.flatMap(({ name, secret }) => [
      ...retentionFaults(resources, secret),
      ...propertyFaults(secret, {
        Name: `instaiq/${resources.stage}/${name}`,
        KmsKeyId: `${keyOf(resources).id}.Arn`,
        GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
        SecretString: undefined,
      }),
    ]),
  ];
}

/** What a secret's value looks like, and the references that would put one into the open. */
const exposing = /[sr]k_(test|live)_\w|whsec_\w|\{\{resolve:(secretsmanager|ssm)|AKIA[A-Z0-9]{16}/g;

/** No value of a secret stands anywhere in the template. */
export const exposureFaults = (template: Template): string[] =>
  [...JSON.stringify(template).matchAll(exposing)].map(([found]) => `the template holds ${found}`);
