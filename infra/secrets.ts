import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { secretName } from "#contract/outputs";
import { type SecretName, secrets } from "#contract/settings";
import type { Stage } from "./stage";
import { removalOf } from "./stages";

/**
 * Every secret under its own name, so that each function reads only its own. They are born random: the app's key stays
 * so, the provider's are put in by the operator.
 */
export function createSecrets(scope: Construct, stage: Stage, encryptionKey: IKey): Record<SecretName, Secret> {
  const made = Object.entries(secrets).map(([name, { about }]) => {
    const secret = new Secret(scope, name, {
      secretName: secretName(stage.name, name),
      description: about,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey,
      removalPolicy: removalOf(stage.terms),
    });
    return [name, secret] as const;
  });
  return Object.fromEntries(made) as Record<SecretName, Secret>;
}
