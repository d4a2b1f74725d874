import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { MediaUse, Needs } from "#contract/needs";
import type { Resources } from "./resources";

const prefixed = (service: string, actions: readonly string[]): string[] =>
  actions.map((action) => `${service}:${action}`);

function tableStatements({ table: actions = [], indexes = [] }: Needs, { table }: Resources): PolicyStatement[] {
  const own =
    actions.length > 0
      ? [new PolicyStatement({ actions: prefixed("dynamodb", actions), resources: [table.tableArn] })]
      : [];
  if (indexes.length === 0) return own;
  const resources = indexes.map((index) => `${table.tableArn}/index/${index}`);
  return [...own, new PolicyStatement({ actions: ["dynamodb:Query"], resources })];
}

const identityStatement = (needs: Needs, { identity }: Resources): PolicyStatement[] =>
  needs.identity
    ? [
        new PolicyStatement({
          actions: prefixed("cognito-idp", needs.identity),
          resources: [identity.pool.userPoolArn],
        }),
      ]
    : [];

const secretStatement = (needs: Needs, { secrets }: Resources): PolicyStatement[] =>
  needs.secrets
    ? [
        new PolicyStatement({
          actions: ["secretsmanager:GetSecretValue"],
          resources: needs.secrets.map((name) => secrets[name].secretArn),
        }),
      ]
    : [];

const mailStatement = (needs: Needs, { sender }: Resources): PolicyStatement[] =>
  needs.mail
    ? [
        new PolicyStatement({
          actions: ["ses:SendRawEmail"],
          resources: [sender.identity.emailIdentityArn, sender.configurationSetArn],
        }),
      ]
    : [];

/** One action each, on what lies below a prefix of the bucket. */
const mediaGrants: Record<MediaUse, { action: string; below: string }> = {
  receive: { action: "s3:PutObject", below: "incoming" },
  look: { action: "s3:GetObject", below: "incoming" },
  keep: { action: "s3:PutObject", below: "media" },
  show: { action: "s3:GetObject", below: "media" },
  erase: { action: "s3:DeleteObject", below: "media" },
  draw: { action: "s3:PutObject", below: "images" },
  efface: { action: "s3:DeleteObject", below: "images" },
};

const mediaStatements = (needs: Needs, { media }: Resources): PolicyStatement[] =>
  (needs.media ?? []).map((use) => {
    const { action, below } = mediaGrants[use];
    return new PolicyStatement({ actions: [action], resources: [media.arnForObjects(`${below}/*`)] });
  });

/** Exactly what a function said that it needs, on exactly those resources. */
export const statementsFor = (needs: Needs, resources: Resources): PolicyStatement[] =>
  [tableStatements, identityStatement, secretStatement, mailStatement, mediaStatements].flatMap((make) =>
    make(needs, resources),
  );
