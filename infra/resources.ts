import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { EmailIdentity } from "aws-cdk-lib/aws-ses";
import type { SecretName } from "#contract/settings";
import type { Identity } from "./identity";
import type { Stage } from "./stage";

/** What functions can need. */
export interface Resources {
  stage: Stage;
  table: Table;
  identity: Identity;
  sender: EmailIdentity;
  media: Bucket;
  /** The API's own address: `https://….execute-api.….amazonaws.com`. */
  apiUrl: string;
  secrets: Record<SecretName, Secret>;
}
