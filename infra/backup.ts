import { Duration } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import { Schedule } from "aws-cdk-lib/aws-events";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Stage } from "./stage";
import { removalOf } from "./stages";

/** What AWS Backup needs to copy tables and buckets. Whoever restores brings a role of their own. */
const policies = ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

const createRole = (scope: Construct): Role =>
  new Role(scope, "BackupRole", {
    assumedBy: new ServicePrincipal("backup.amazonaws.com"),
    managedPolicies: policies.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
  });

/**
 * A copy every night of what can't be made anew, where a mistake in the account's data doesn't reach it; at half past
 * nine in the evening UTC India sleeps. For what happened within a day there is the table's point-in-time recovery.
 * @returns the vault's name; nothing where nothing is kept
 */
export function createBackups(scope: Construct, stage: Stage, arns: string[], encryptionKey: IKey): string {
  if (!stage.terms.keeps) return "";
  const vault = new BackupVault(scope, "Vault", {
    ...{ backupVaultName: `instaiq-${stage.name}`, encryptionKey, removalPolicy: removalOf(stage.terms) },
    // Nobody shortens a backup's life by hand.
    blockRecoveryPointDeletion: true,
  });
  const plan = new BackupPlan(scope, "Backups", { backupPlanName: `instaiq-${stage.name}`, backupVault: vault });
  plan.addRule(
    new BackupPlanRule({
      ...{ ruleName: "nightly", scheduleExpression: Schedule.cron({ hour: "21", minute: "30" }) },
      ...{ startWindow: Duration.hours(1), completionWindow: Duration.hours(6) },
      deleteAfter: Duration.days(stage.terms.backupDays),
    }),
  );
  const resources = arns.map((arn) => BackupResource.fromArn(arn));
  plan.addSelection("Kept", { role: createRole(scope), resources, disableDefaultBackupPolicy: true });
  return vault.backupVaultName;
}
