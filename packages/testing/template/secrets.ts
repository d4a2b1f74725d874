import { secrets } from "#contract/settings";
import type { Template } from "#local/cloud/template";
import { keyOf, secretOf, settingOf } from "./declared";
import { differences, presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resource, Resources } from "./resources";

interface OriginSecret {
  generation: number;
  secret: Resource;
  /** How the template refers to its value. */
  reference: string;
}

/** What the edge shows to the API: the generation before, the present one, the next. */
export function originSecretsOf(resources: Resources): OriginSecret[] {
  const present = Number(settingOf("ORIGIN_SECRET_GENERATION"));
  return [present - 1, present, present + 1].map((generation) => {
    const secret = resources.named("AWS::SecretsManager::Secret", `OriginSecret${generation}`);
    return { generation, secret, reference: `{{resolve:secretsmanager:${secret.id}:SecretString:::}}` };
  });
}

/** Born random; its value stands nowhere. */
const random = { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true }, SecretString: undefined };

/** Each declared secret under its own name, born random, kept; the edge's, of three generations; none other. */
export function secretFaults(resources: Resources): string[] {
  const named = Object.keys(secrets).map((name) => ({ name, secret: secretOf(resources, name) }));
  const ofOrigin = originSecretsOf(resources).map(({ secret }) => secret);
  return [
    ...presenceFaults(resources, "AWS::SecretsManager::Secret", [...named.map(({ secret }) => secret), ...ofOrigin]),
    ...named.flatMap(({ name, secret }) => [
      ...retentionFaults(resources, secret),
      ...propertyFaults(secret, {
        Name: `instaiq/${resources.stage}/${name}`,
        KmsKeyId: `${keyOf(resources).id}.Arn`,
        ...random,
      }),
    ]),
    ...ofOrigin.flatMap((secret) => [
      ...propertyFaults(secret, { ...random, KmsKeyId: `${keyOf(resources).id}.Arn` }),
      ...differences(secret.id, secret.kept, { deleted: "Delete", replaced: "Delete" }),
    ]),
  ];
}

/** What a secret's value looks like, and the references that would put one into the open. */
const exposing =
  /[sr]k_(test|live)_\w|whsec_\w|\{\{resolve:(secretsmanager|ssm)(?!:",\{"Ref":"OriginSecret\d+[0-9A-F]{8}"\})|AKIA[A-Z0-9]{16}/g;

/** Who is told the edge's secrets: the edge one, the gateway three. */
const referring = /\{\{resolve:secretsmanager:",\{"Ref":"OriginSecret/g;

/** No value of a secret stands anywhere in the template, and no more refers to the edge's than has to know them. */
export function exposureFaults(template: Template): string[] {
  const text = JSON.stringify(template);
  const references = [...text.matchAll(referring)].length;
  return [
    ...[...text.matchAll(exposing)].map(([found]) => `the template holds ${found}`),
    ...(references > 4 ? [`${references} references to the edge's secrets`] : []),
  ];
}
