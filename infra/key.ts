import { Stack } from "aws-cdk-lib";
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
  type PrincipalBase,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Stage } from "./stage";
import { removalOf } from "./stages";

/** What a service does with the key for whoever asks it for something. */
const uses = ["Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "CreateGrant", "DescribeKey"];

/** Services of ours whose data the key seals. */
const services = ["dynamodb", "secretsmanager", "sns", "backup"];

interface Allowance {
  sid: string;
  to: PrincipalBase;
  actions: readonly string[];
  conditions?: Record<string, Record<string, unknown>>;
}

const allow = ({ sid, to, actions, conditions }: Allowance): PolicyStatement =>
  new PolicyStatement({
    ...{ sid, principals: [to], conditions, resources: ["*"] },
    actions: actions.map((action) => `kms:${action}`),
  });

/**
 * As AWS's own keys have it: whoever of this account may ask a service for its data may have it opened by that service,
 * and nobody opens anything by themselves. So no role needs a grant on the key, and none could use one. Those who publish
 * to topics of ours in nobody's name are let in by name.
 */
function policyOf(scope: Construct): PolicyDocument {
  const { account, region, urlSuffix } = Stack.of(scope);
  const kms = { "kms:CallerAccount": account };
  const via = services.map((service) => `${service}.${region}.${urlSuffix}`);
  const publishing = ["Decrypt", "GenerateDataKey*"];
  return new PolicyDocument({
    statements: [
      allow({ sid: "Administration", to: new AccountRootPrincipal(), actions: ["*"] }),
      allow({
        ...{ sid: "ThroughServices", to: new AnyPrincipal(), actions: uses },
        conditions: { StringEquals: { ...kms, "kms:ViaService": via } },
      }),
      allow({
        ...{ sid: "TableLooksAtItsKey", to: new ServicePrincipal("dynamodb.amazonaws.com") },
        actions: ["Describe*", "Get*", "List*"],
      }),
      allow({
        ...{ sid: "AlarmsPublish", to: new ServicePrincipal("cloudwatch.amazonaws.com"), actions: publishing },
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
      // SES hands no source over to KMS: the topic's policy says for which configuration set it may publish.
      allow({ sid: "MailFeedbackPublishes", to: new ServicePrincipal("ses.amazonaws.com"), actions: publishing }),
    ],
  });
}

/**
 * The one key of the stage: for the table, the secrets, the topics and the backups.
 * @returns it as somebody else's, so that no construct writes grants into its policy
 */
export function createKey(scope: Construct, stage: Stage): IKey {
  const key = new Key(scope, "Key", {
    ...{ alias: `instaiq-${stage.name}`, description: `Data of instaiq-${stage.name}`, enableKeyRotation: true },
    ...{ policy: policyOf(scope), removalPolicy: removalOf(stage.terms) },
  });
  return Key.fromKeyArn(scope, "SealedBy", key.keyArn);
}
