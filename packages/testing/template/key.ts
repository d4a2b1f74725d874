import { keyOf, region } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resources } from "./resources";

const allowed = (Sid: string, Principal: object, Action: string | string[], Condition?: object) => ({
  ...{ Sid, Principal, Action, Effect: "Allow", Resource: "*" },
  ...(Condition ? { Condition } : {}),
});

const uses = ["Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "CreateGrant", "DescribeKey"];
const publishing = ["kms:Decrypt", "kms:GenerateDataKey*"];

/** Nobody but the account's own principals, and they only by way of a service that holds data of ours. */
const statements = [
  allowed("Administration", { AWS: "arn:AWS::Partition:iam::AWS::AccountId:root" }, "kms:*"),
  allowed(
    "ThroughServices",
    { AWS: "*" },
    uses.map((use) => `kms:${use}`),
    {
      StringEquals: {
        "kms:CallerAccount": "AWS::AccountId",
        "kms:ViaService": ["dynamodb", "secretsmanager", "sns", "backup"].map(
          (service) => `${service}.${region}.AWS::URLSuffix`,
        ),
      },
    },
  ),
  allowed("TableLooksAtItsKey", { Service: "dynamodb.amazonaws.com" }, ["kms:Describe*", "kms:Get*", "kms:List*"]),
  allowed("AlarmsPublish", { Service: "cloudwatch.amazonaws.com" }, publishing, {
    StringEquals: { "aws:SourceAccount": "AWS::AccountId" },
  }),
  allowed("MailFeedbackPublishes", { Service: "ses.amazonaws.com" }, publishing),
];

/** One key of our own, made anew every year, which opens nothing but through the services that hold our data. */
export function keyFaults(resources: Resources): string[] {
  const key = keyOf(resources);
  const alias = resources.named("AWS::KMS::Alias", "KeyAlias");
  return [
    ...presenceFaults(resources, "AWS::KMS::Key", [key]),
    ...presenceFaults(resources, "AWS::KMS::Alias", [alias]),
    ...retentionFaults(resources, key),
    ...propertyFaults(key, {
      EnableKeyRotation: true,
      KeyPolicy: { Statement: statements, Version: "2012-10-17" },
    }),
    ...propertyFaults(alias, { AliasName: `alias/instaiq-${resources.stage}`, TargetKeyId: `${key.id}.Arn` }),
  ];
}
