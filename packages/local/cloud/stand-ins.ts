import { join } from "node:path";
import { type Cognito, openCognito } from "#local/cognito/cognito";
import { type DynamoDb, type Operation, openDynamoDb } from "#local/dynamodb/database";
import { openS3, type S3 } from "#local/s3/s3";
import { openSecrets, type Secrets } from "#local/secrets/secrets";
import type { Clock } from "#local/service";
import type { ConfigurationSet } from "#local/ses/configuration-set";
import { openSes, type Ses } from "#local/ses/ses";

interface StandInOptions {
  directory: string;
  clock: Clock;
  region: string;
  account: string;
  /** Verified senders: addresses or domains. */
  identities: string[];
  configurationSets: ConfigurationSet[];
  onOperation: (operation: Operation) => void;
}

/** The services that functions call. */
export interface StandIns {
  dynamodb: DynamoDb;
  cognito: Cognito;
  secrets: Secrets;
  ses: Ses;
  s3: S3;
}

/** Opens all of them, each on a directory of its own. */
export async function openStandIns({
  directory,
  onOperation,
  identities,
  configurationSets,
  ...place
}: StandInOptions): Promise<StandIns> {
  const within = (service: string) => ({ ...place, directory: join(directory, service) });
  const [dynamodb, cognito, secrets, ses, s3] = await Promise.all([
    openDynamoDb({ ...within("dynamodb"), onOperation }),
    openCognito(within("cognito")),
    openSecrets(within("secrets")),
    openSes({ ...within("ses"), identities, configurationSets }),
    openS3(within("s3")),
  ]);
  return { dynamodb, cognito, secrets, ses, s3 };
}
