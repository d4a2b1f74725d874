import { RemovalPolicy, SecretValue } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { Stage } from "./stage";

/** What the edge proves itself to the API with. Only CloudFormation reads the values: the template has references. */
export interface OriginSecrets {
  /** Sent by the edge. */
  sent: string;
  /** Taken by the API, separated by commas: the one before, the one that is sent, and the one that comes next. */
  taken: string;
}

function generationOf({ settings: { ORIGIN_SECRET_GENERATION } }: Stage): number {
  const generation = Number(ORIGIN_SECRET_GENERATION);
  if (Number.isInteger(generation) && generation > 0) return generation;
  throw new Error(`ORIGIN_SECRET_GENERATION must be a whole number from 1 on, not "${ORIGIN_SECRET_GENERATION}"`);
}

/**
 * Three generations of the secret, each made by the deployment. A rotation is a deployment of the next generation: in
 * whatever order the edge and the gateway get to know of it, what is sent is taken.
 */
export function createOriginSecrets(scope: Construct, stage: Stage, encryptionKey: IKey): OriginSecrets {
  const generation = generationOf(stage);
  const [before, sent, next] = [generation - 1, generation, generation + 1].map((one) => {
    const secret = new Secret(scope, `OriginSecret${one}`, {
      description: `Shows the API that a request came through the edge; generation ${one}`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return SecretValue.secretsManager(secret.secretArn).unsafeUnwrap();
  });
  return { sent: String(sent), taken: [before, sent, next].join(",") };
}
