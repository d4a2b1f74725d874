import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";

/** Stops a synthesis that breaks a rule of AWS Solutions or Serverless; exceptions stand here, each with its reason. */
const acknowledged: Record<string, string> = {
  "AwsSolutions-COG1":
    "Length and a breached-password check do more than forced symbols (NIST SP 800-63B); eight characters, letters and digits are asked for",
  "AwsSolutions-COG2":
    "Learners may go without a second factor; instructors and admins may not, where the stage says so: the API asks for it",
  "AwsSolutions-COG8": "Production has the plus plan; elsewhere sign-ins are throttled and locked by the API itself",
  "AwsSolutions-SMG4":
    "The providers' keys are rotated at the provider by the operator; functions pick a new value up within five minutes",
  "AwsSolutions-APIG1": "Every function logs one line per request, and the gateway counts what it refuses itself",
  "Serverless-APIGWAccessLogging": "As AwsSolutions-APIG1",
  "AwsSolutions-APIG4":
    "Public routes are declared public in the contract; a test holds each route's authorizer to its declaration",
  "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]":
    "What AWS Backup needs of a table changes with AWS Backup; a backup that fails for want of a right is none",
  "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup]":
    "As for tables, of buckets",
  "AwsSolutions-IAM5[Resource::*]":
    "Active tracing writes to X-Ray, which knows no resources; a test allows no other wildcard",
  "AwsSolutions-IAM5[Resource::<MediaA721A567.Arn>/incoming/*]":
    "Files are named at run time: what a function may do with them is bounded by this prefix",
  "AwsSolutions-IAM5[Resource::<MediaA721A567.Arn>/media/*]": "As for incoming/",
  "AwsSolutions-IAM5[Resource::<MediaA721A567.Arn>/images/*]": "As for incoming/",
  "AwsSolutions-CFR1": "Learners are anywhere: no country is shut out",
  "AwsSolutions-CFR3":
    "Every function logs one line per request, CloudFront and WAF count; who looks at which picture is nobody's business",
  "AwsSolutions-CFR4": "CloudFront's own domain allows TLS 1.0; a domain of one's own brings a certificate and TLS 1.2",
  "AwsSolutions-S1":
    "Nobody but our functions, and whom they signed an address for, has access: their own log lines tell of both",
  "AwsSolutions-SQS3": "These queues are where records are parked that failed: they are the end of the line",
  "Serverless-SQSRedrivePolicy": "As AwsSolutions-SQS3",
  "Serverless-SNSRedrivePolicy":
    "What wakes people is mailed: SNS tries a mailbox for hours, and the alarm still stands on the dashboard",
  "Serverless-LambdaDLQ":
    "Called synchronously or by a stream, whose failures go to its own queue; the sweep comes again in a minute",
  "Serverless-EventBusDLQ": "A sweep that was not delivered is made up for by the next, a minute later",
};

/** Guards an app that has no stacks yet: also by CloudFormation's own schemas, whose findings are mere warnings otherwise. */
export function guard(app: App): void {
  app.node.setContext("@aws-cdk/core:validateAgainstDefaultRules", true);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  for (const [id, reason] of Object.entries(acknowledged)) Validations.of(app).acknowledge({ id, reason });
}
