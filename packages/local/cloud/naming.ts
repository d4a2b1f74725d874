import { arn, digest, generated, id, type Name, type Nameable, type Naming, prefixed, property, uuid } from "./names";

/** What `Ref` gives for the resource: deterministic from stack and logical id, or the name that the template gives. */
export function physicalId(resource: Nameable): string {
  return naming(resource.type).ref(resource);
}

/** What `Fn::GetAtt` gives, or undefined when the type has no such attribute. */
export function attributeOf(resource: Nameable, attribute: string): string | undefined {
  return naming(resource.type).attributes[attribute]?.(resource);
}

/** Types without an entry have a name and nothing else. */
function naming(type: string): Naming {
  return namings[type] ?? { ref: generated(), attributes: {} };
}

function table(): Naming {
  const name = generated("TableName");
  const tableArn = arn("dynamodb", prefixed("table/", name));
  const streamArn: Name = (resource) => `${tableArn(resource)}/stream/${STREAM_LABEL}`;
  return { ref: name, attributes: { Arn: tableArn, StreamArn: streamArn, TableId: uuid } };
}

/** AWS labels a stream with its time of creation; here every stream has the label that the DynamoDB stand-in gives. */
const STREAM_LABEL = "2020-01-01T00:00:00.000";

function userPool(): Naming {
  const poolId: Name = (resource) => `${resource.region}_${digest(resource, 9)}`;
  const providerName: Name = (resource) => `cognito-idp.${resource.region}.amazonaws.com/${poolId(resource)}`;
  return {
    ref: poolId,
    attributes: {
      Arn: arn("cognito-idp", prefixed("userpool/", poolId)),
      UserPoolId: poolId,
      ProviderName: providerName,
      ProviderURL: prefixed("https://", providerName),
    },
  };
}

function secret(): Naming {
  const name = generated();
  const secretArn = arn("secretsmanager", (resource) => `secret:${name(resource)}-${digest(resource, 6)}`);
  return { ref: secretArn, attributes: { Id: secretArn } };
}

function queue(): Naming {
  const name = generated("QueueName", 80);
  const url: Name = (resource) => `https://sqs.${resource.region}.amazonaws.com/${resource.account}/${name(resource)}`;
  return { ref: url, attributes: { Arn: arn("sqs", name), QueueName: name, QueueUrl: url } };
}

function lambda(): Naming {
  const name = generated("FunctionName", 64);
  return { ref: name, attributes: { Arn: arn("lambda", prefixed("function:", name)) } };
}

function role(): Naming {
  const name = generated("RoleName", 64);
  const roleArn: Name = (resource) => `arn:aws:iam::${resource.account}:role/${name(resource)}`;
  return { ref: name, attributes: { Arn: roleArn, RoleId: (resource) => `AROA${digest(resource, 17).toUpperCase()}` } };
}

function managedPolicy(): Naming {
  const name = generated("ManagedPolicyName");
  const policyArn: Name = (resource) => `arn:aws:iam::${resource.account}:policy/${name(resource)}`;
  return { ref: policyArn, attributes: { PolicyArn: policyArn } };
}

/** Named by one property, and known by an ARN. */
function named(nameProperty: string, service: string, prefix = "", suffix = ""): Naming {
  const name = generated(nameProperty);
  return { ref: name, attributes: { Arn: arn(service, (resource) => `${prefix}${name(resource)}${suffix}`) } };
}

/** Known by an id alone. */
function identified(reference: Name, ...attributes: string[]): Naming {
  return { ref: reference, attributes: Object.fromEntries(attributes.map((attribute) => [attribute, reference])) };
}

const topicArn = arn("sns", generated("TopicName"));
const layerArn = arn("lambda", (resource) => `layer:${generated("LayerName")(resource)}:1`);
const bucketName: Name = (resource) => generated("BucketName", 63)(resource).toLowerCase();
const webAclArn = arn("wafv2", (resource) => `global/webacl/${generated()(resource)}/${uuid(resource)}`);
const webAclReference: Name = (resource) =>
  `${generated()(resource)}|${uuid(resource)}|${resource.property("Scope") ?? ""}`;
const distribution: Name = (resource) => `E${digest(resource, 13).toUpperCase()}`;

const namings: Record<string, Naming> = {
  "AWS::ApiGatewayV2::Api": identified(id(10), "ApiId"),
  "AWS::ApiGatewayV2::Authorizer": identified(id(6), "AuthorizerId"),
  "AWS::ApiGatewayV2::Integration": identified(id(7), "IntegrationId"),
  "AWS::ApiGatewayV2::Route": identified(id(7), "RouteId"),
  "AWS::ApiGatewayV2::Stage": { ref: property("StageName"), attributes: {} },
  "AWS::CloudFront::CachePolicy": identified(uuid, "Id"),
  "AWS::CloudFront::Distribution": {
    ref: distribution,
    attributes: { Id: distribution, DomainName: (resource) => `${digest(resource, 14)}.cloudfront.net` },
  },
  "AWS::CloudFront::OriginAccessControl": identified(uuid, "Id"),
  "AWS::CloudFront::OriginRequestPolicy": identified(uuid, "Id"),
  "AWS::CloudFront::ResponseHeadersPolicy": identified(uuid, "Id"),
  "AWS::CloudWatch::Alarm": named("AlarmName", "cloudwatch", "alarm:"),
  "AWS::Cognito::UserPool": userPool(),
  "AWS::Cognito::UserPoolClient": identified(id(26), "ClientId"),
  "AWS::Cognito::UserPoolDomain": { ref: property("Domain"), attributes: {} },
  "AWS::Cognito::UserPoolGroup": { ref: property("GroupName"), attributes: {} },
  "AWS::DynamoDB::GlobalTable": table(),
  "AWS::DynamoDB::Table": table(),
  "AWS::Events::EventBus": named("Name", "events", "event-bus/"),
  "AWS::Events::Rule": named("Name", "events", "rule/"),
  "AWS::IAM::ManagedPolicy": managedPolicy(),
  "AWS::IAM::Role": role(),
  "AWS::KMS::Alias": { ref: property("AliasName"), attributes: {} },
  "AWS::KMS::Key": { ref: uuid, attributes: { Arn: arn("kms", prefixed("key/", uuid)), KeyId: uuid } },
  "AWS::Lambda::Alias": {
    ref: (resource) => `${resource.property("FunctionName") ?? ""}:${resource.property("Name") ?? ""}`,
    attributes: {},
  },
  "AWS::Lambda::EventSourceMapping": identified(uuid, "Id"),
  "AWS::Lambda::Function": lambda(),
  "AWS::Lambda::LayerVersion": identified(layerArn, "LayerVersionArn"),
  "AWS::Lambda::Version": {
    ref: (resource) => `${resource.property("FunctionName") ?? ""}:1`,
    attributes: { Version: () => "1" },
  },
  "AWS::Logs::LogGroup": named("LogGroupName", "logs", "log-group:", ":*"),
  "AWS::S3::Bucket": {
    ref: bucketName,
    attributes: {
      Arn: (resource) => `arn:aws:s3:::${bucketName(resource)}`,
      DomainName: (resource) => `${bucketName(resource)}.s3.amazonaws.com`,
      RegionalDomainName: (resource) => `${bucketName(resource)}.s3.${resource.region}.amazonaws.com`,
    },
  },
  "AWS::SES::EmailIdentity": { ref: property("EmailIdentity"), attributes: {} },
  "AWS::SNS::Topic": identified(topicArn, "TopicArn"),
  "AWS::SQS::Queue": queue(),
  "AWS::SSM::Parameter": { ref: generated(), attributes: { Value: property("Value"), Type: property("Type") } },
  "AWS::Scheduler::Schedule": named("Name", "scheduler", "schedule/default/"),
  "AWS::SecretsManager::Secret": secret(),
  "AWS::WAFv2::WebACL": { ref: webAclReference, attributes: { Arn: webAclArn, Id: uuid } },
};
