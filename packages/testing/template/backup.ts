import { backupRoleOf, keyOf, mediaOf, tableOf } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resource, Resources } from "./resources";

export const vaultOf = (resources: Resources): Resource => resources.named("AWS::Backup::BackupVault", "Vault");

const awsPolicy = (name: string) => `arn:AWS::Partition:iam::aws:policy/${name}`;

/** AWS Backup may do what AWS says that it needs for tables and buckets. */
function roleFaults(resources: Resources): string[] {
  const trust = { Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "backup.amazonaws.com" } };
  return propertyFaults(backupRoleOf(resources), {
    AssumeRolePolicyDocument: { Statement: [trust], Version: "2012-10-17" },
    ManagedPolicyArns: [
      awsPolicy("service-role/AWSBackupServiceRolePolicyForBackup"),
      awsPolicy("AWSBackupServiceRolePolicyForS3Backup"),
    ],
    Policies: undefined,
  });
}

function vaultFaults(resources: Resources): string[] {
  const vault = vaultOf(resources);
  const kept = {
    ...{ Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], Effect: "Deny" },
    ...{ Principal: { AWS: "*" }, Resource: "*" },
  };
  return [
    ...presenceFaults(resources, "AWS::Backup::BackupVault", [vault]),
    ...retentionFaults(resources, vault),
    ...propertyFaults(vault, {
      BackupVaultName: `instaiq-${resources.stage}`,
      EncryptionKeyArn: `${keyOf(resources).id}.Arn`,
      AccessPolicy: { Statement: [kept], Version: "2012-10-17" },
    }),
  ];
}

function planFaults(resources: Resources): string[] {
  const plan = resources.named("AWS::Backup::BackupPlan", "Backups");
  const selection = resources.named("AWS::Backup::BackupSelection", "BackupsKept");
  const nightly = {
    ...{ RuleName: "nightly", ScheduleExpression: "cron(30 21 * * ? *)" },
    ...{ StartWindowMinutes: 60, CompletionWindowMinutes: 360 },
    Lifecycle: { DeleteAfterDays: resources.terms.backupDays },
    TargetBackupVault: `${vaultOf(resources).id}.BackupVaultName`,
  };
  return [
    ...presenceFaults(resources, "AWS::Backup::BackupPlan", [plan]),
    ...presenceFaults(resources, "AWS::Backup::BackupSelection", [selection]),
    ...propertyFaults(plan, {
      BackupPlan: { BackupPlanName: `instaiq-${resources.stage}`, BackupPlanRule: [nightly] },
    }),
    ...propertyFaults(selection, {
      BackupPlanId: `${plan.id}.BackupPlanId`,
      BackupSelection: {
        IamRoleArn: `${backupRoleOf(resources).id}.Arn`,
        Resources: [`${tableOf(resources).id}.Arn`, `${mediaOf(resources).id}.Arn`],
        SelectionName: "Kept",
      },
    }),
  ];
}

/** A nightly copy of table and bucket, sealed by our key, which nobody deletes by hand; none where nothing is kept. */
export function backupFaults(resources: Resources): string[] {
  if (resources.terms.keeps) return [roleFaults, vaultFaults, planFaults].flatMap((faults) => faults(resources));
  const made = resources.types().filter((type) => type.startsWith("AWS::Backup::"));
  return made.map((type) => `${type} where nothing is kept`);
}
