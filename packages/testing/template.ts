import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StageName } from "#infra/stages";
import type { Template } from "#local/cloud/template";
import { alarmFaults, alarmTopicFaults, dashboardFaults } from "./template/alarms";
import { backupFaults } from "./template/backup";
import { budgetFaults } from "./template/budget";
import { deliveryFaults } from "./template/delivery";
import { setFaults } from "./template/differences";
import { edgePolicyFaults } from "./template/edge-policies";
import { feedbackFaults } from "./template/feedback";
import { firewallFaults } from "./template/firewall";
import { functionFaults, variableFaults } from "./template/functions";
import { grantFaults } from "./template/grants";
import { identityFaults } from "./template/identity";
import { invocationFaults } from "./template/invocation";
import { keyFaults } from "./template/key";
import { mediaFaults } from "./template/media";
import { Resources } from "./template/resources";
import { authorizerFaults, gatewayFaults, routeFaults } from "./template/routes";
import { exposureFaults, secretFaults } from "./template/secrets";
import { senderFaults } from "./template/sender";
import { tableFaults } from "./template/table";
import { workerFaults } from "./template/workers";

/** Every kind of resource that the platform has; each is held by a check. */
const kinds = ({ terms }: Resources): string[] => [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  ...(terms.keeps ? ["AWS::Backup::BackupPlan", "AWS::Backup::BackupSelection", "AWS::Backup::BackupVault"] : []),
  "AWS::Budgets::Budget",
  "AWS::CloudFront::CachePolicy",
  "AWS::CloudFront::Distribution",
  "AWS::CloudFront::OriginAccessControl",
  "AWS::CloudFront::OriginRequestPolicy",
  "AWS::CloudFront::ResponseHeadersPolicy",
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::UserPoolDomain",
  "AWS::Cognito::UserPoolGroup",
  ...(terms.threatProtection ? ["AWS::Cognito::UserPoolRiskConfigurationAttachment"] : []),
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::SecretsManager::Secret",
  "AWS::WAFv2::WebACL",
];

/** What a template must be, by subject. */
export const checks = {
  "no kind of resource that isn't looked at": (resources) => setFaults("kinds", resources.types(), kinds(resources)),
  "exactly the contract's routes, each before its function and its authorizer": routeFaults,
  "an authorizer that takes this pool's tokens only": authorizerFaults,
  "one throttled API, open to the site's origins only": gatewayFaults,
  "exactly the declared functions, traced, with logs that end": functionFaults,
  "exactly the declared variables": variableFaults,
  "exactly the declared grants": grantFaults,
  "functions that nothing else may invoke": invocationFaults,
  "a table that keeps what it is given": tableFaults,
  "a pool without public sign-up, its groups and its two clients": identityFaults,
  "every secret under its own name": secretFaults,
  "one private bucket for what people upload": mediaFaults,
  "one distribution, of the API and of pictures": deliveryFaults,
  "policies by which nobody gets what is another's": edgePolicyFaults,
  "one firewall, which limits addresses": firewallFaults,
  "one sender of mail": senderFaults,
  "a worker that is told what becomes of mail": feedbackFaults,
  "one key, used through services only": keyFaults,
  "an alarm for everything that people can suffer": alarmFaults,
  "one topic that alarms ring at": alarmTopicFaults,
  "one dashboard": dashboardFaults,
  "backups where data is kept, and only there": backupFaults,
  "a budget": budgetFaults,
  "workers with filters, bisection and queues": workerFaults,
} satisfies Record<string, (resources: Resources) => string[]>;

/** Everything about a template that isn't as the contract declares it; empty for the one that we deploy. */
export function faultsOf(template: Template, stage: StageName = "dev"): string[] {
  const resources = new Resources(template, stage);
  return [...Object.values(checks).flatMap((check) => check(resources)), ...exposureFaults(template)];
}

/** Asks one template after another whether anything isn't as declared; looks no further than to the first fault. */
export class FaultFinder {
  /** By what was changed: the check that found it last, and is likely to find the next. */
  private readonly likely = new Map<string, (resources: Resources) => string[]>();

  constructor(private readonly stage: StageName) {}

  /** @param changed - the kind of resource in which the template differs from the one before it */
  isFaulty(template: Template, changed: string): boolean {
    const resources = new Resources(template, this.stage);
    const likely = this.likely.get(changed);
    if (likely && likely(resources).length > 0) return true;
    const found = Object.values(checks).find((check) => check !== likely && check(resources).length > 0);
    if (found) this.likely.set(changed, found);
    return found !== undefined || exposureFaults(template).length > 0;
  }
}

/** The synthesized template in a folder. */
export const templateIn = (directory: string): Template =>
  JSON.parse(readFileSync(join(directory, "InstaIq.template.json"), "utf8")) as Template;
