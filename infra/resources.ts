import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { SecretName } from "#contract/settings";
import type { Identity } from "./identity";
import type { Sender } from "./sender";
import type { Stage } from "./stage";

/** What functions can need. */
export interface Resources {
  stage: Stage;
  table: ITable;
  identity: Identity;
  sender: Sender;
  media: Bucket;
  /** The platform's address, of the API and of public pictures: `https://….cloudfront.net`, or a domain of one's own. */
  url: string;
  secrets: Record<SecretName, Secret>;
}
