import { z } from "zod";
import type { ConfigurationSet } from "#local/ses/configuration-set";
import type { DeployedResource, Deployment } from "./deployment";
import type { StandIns } from "./stand-ins";

const AnyProperties = z.record(z.string(), z.unknown());
const PoolMember = z.looseObject({ UserPoolId: z.string() });
const SecretProperties = z.looseObject({ Name: z.string().optional() });
const IdentityProperties = z.object({ EmailIdentity: z.string() });

const EventDestinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }),
  }),
});

/** Brings the stand-ins to what the stacks declare. `secrets` are first values, by logical id or name. */
export async function ensureResources(
  deployment: Deployment,
  { dynamodb, cognito, secrets, s3 }: StandIns,
  initialSecrets: Record<string, string>,
): Promise<void> {
  for (const resource of deployment.resources("AWS::Cognito::UserPool")) {
    cognito.ensurePool(resource.id, resource.properties(AnyProperties));
  }
  for (const resource of deployment.resources("AWS::Cognito::UserPoolClient")) {
    const properties = resource.properties(PoolMember);
    cognito.ensureClient(resource.id, properties.UserPoolId, properties);
  }
  for (const resource of deployment.resources("AWS::Cognito::UserPoolGroup")) {
    const properties = resource.properties(PoolMember);
    cognito.ensureGroup(properties.UserPoolId, properties);
  }
  for (const resource of deployment.resources("AWS::SecretsManager::Secret")) {
    const properties = resource.properties(SecretProperties);
    const initial = initialSecrets[resource.logicalId] ?? initialSecrets[properties.Name ?? ""];
    secrets.ensure(resource.id, properties, initial);
  }
  for (const resource of deployment.resources("AWS::S3::Bucket")) {
    s3.ensureBucket(resource.id, resource.properties(AnyProperties));
  }
  for (const resource of deployment.resources("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")) {
    await dynamodb.ensureTable({ ...resource.properties(AnyProperties), TableName: resource.id });
  }
}

/** The senders that the stacks verify. */
export function identitiesOf(deployment: Deployment): string[] {
  return deployment
    .resources("AWS::SES::EmailIdentity")
    .map((resource) => resource.properties(IdentityProperties).EmailIdentity);
}

/** How mail is sent, and which topics are told of what becomes of it. */
export function configurationSetsOf(deployment: Deployment): ConfigurationSet[] {
  const told = deployment
    .resources("AWS::SES::ConfigurationSetEventDestination")
    .map((resource) => resource.properties(EventDestinationProperties))
    .filter(({ EventDestination }) => EventDestination.Enabled);
  return deployment.resources("AWS::SES::ConfigurationSet").map(({ id: name }) => ({
    name,
    destinations: told
      .filter(({ ConfigurationSetName }) => ConfigurationSetName === name)
      .map(({ EventDestination: { MatchingEventTypes, SnsDestination } }) => ({
        topicArn: SnsDestination.TopicARN,
        kinds: MatchingEventTypes,
      })),
  }));
}

/** What the local cloud runs, and what has no effect on what functions see. */
const known =
  /^AWS::(ApiGatewayV2|CDK|CloudFront|CloudWatch|Cognito|DynamoDB|Events|IAM|KMS|Lambda|Logs|S3|SES|SNS|SQS|SSM|Scheduler|SecretsManager)::/;

/** The resources that are left out locally, as `STACK/LOGICAL_ID TYPE`. */
export function ignoredResources(deployment: Deployment): string[] {
  return deployment.all().flatMap(({ stack, logicalId, type }: DeployedResource) => {
    return known.test(type) ? [] : [`${stack}/${logicalId} ${type}`];
  });
}
