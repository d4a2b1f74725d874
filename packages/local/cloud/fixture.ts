import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assembly, loadAssembly, type Mutation } from "./assembly";
import type { Template } from "./template";

/** What both functions of the fixture start with: a signed call to an AWS service, without an SDK. */
const AWS_CALL = `
const aws = async (service, target, body) => {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID } = process.env;
  const credential = "Credential=" + AWS_ACCESS_KEY_ID + "/20260101/us-east-1/" + service + "/aws4_request";
  const headers = { "x-amz-target": target, authorization: "AWS4-HMAC-SHA256 " + credential };
  const response = await fetch(AWS_ENDPOINT_URL, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};
const dynamodb = (action, body) => aws("dynamodb", "DynamoDB_20120810." + action, { TableName: process.env.TABLE, ...body });
`;

const API_CODE = `${AWS_CALL}
const answers = {
  echo: (event) => event,
  environment: () => process.env,
  now: () => ({ now: Date.now(), iso: new Date().toISOString(), date: new Date(0) instanceof Date }),
  context: (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() }),
  put: (event) => dynamodb("PutItem", { Item: { id: { S: event.id }, text: { S: event.text ?? "" } } }),
  get: (event) => dynamodb("GetItem", { Key: { id: { S: event.id } } }),
  twice: async (event) => [await answers.put({ id: event.id + "-1" }), await answers.put({ id: event.id + "-2" })],
  throw: () => { throw new TypeError("out of luck"); },
  throwText: () => { throw "just text"; },
  exit: () => process.exit(3),
  reject: () => { Promise.reject(new Error("nobody listens")); return new Promise(() => {}); },
  hang: () => new Promise(() => {}),
  huge: () => "x".repeat(7 * 1024 * 1024),
  log: () => { console.log("one\\ntwo"); console.error("three"); return process.stdout.write("four\\n"); },
  wait: (event) => new Promise((resolve) => setTimeout(() => resolve({ pid: environment }), event.ms)),
  reply: (event) => JSON.parse(event.body),
  told: ({ headers, queryStringParameters }) => {
    const answer = JSON.parse(queryStringParameters.answer);
    return headers["if-none-match"] === answer.headers?.etag && answer.headers?.etag ? { ...answer, statusCode: 304, body: "" } : answer;
  },
};
const environment = Math.random();
exports.handler = async (event, context) => {
  const routed = event.routeKey ? (event.queryStringParameters?.do ?? "echo") : event.do;
  return answers[routed](event, context);
};`;

/** Writes down each record it gets; what the record's text says decides whether it fails. */
const CONSUMER_CODE = `${AWS_CALL}
exports.handler = async ({ Records }) => {
  for (const record of Records) {
    const image = record.dynamodb.NewImage ?? record.dynamodb.OldImage;
    console.log(JSON.stringify({ id: image.id.S, batch: Records.length, name: record.eventName }));
    if (image.text?.S === "poison") {
      if (process.env.REPORT) return { batchItemFailures: [{ itemIdentifier: record.dynamodb.SequenceNumber }] };
      throw new Error("poison");
    }
  }
  return { batchItemFailures: [] };
};`;

const lambda = (role: string, key: string, properties: Record<string, unknown> = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}" }, S3Key: key },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Role: { "Fn::GetAtt": [role, "Arn"] },
    Timeout: 2,
    MemorySize: 256,
    Environment: { Variables: { TABLE: { Ref: "Table" } } },
    ...properties,
  },
});

const policy = (role: string, ...statements: object[]) => ({
  Type: "AWS::IAM::Policy",
  Properties: {
    PolicyName: `${role}Policy`,
    Roles: [{ Ref: role }],
    PolicyDocument: { Version: "2012-10-17", Statement: statements },
  },
});

const role = () => ({
  Type: "AWS::IAM::Role",
  Properties: {
    ManagedPolicyArns: [
      {
        "Fn::Join": [
          "",
          ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
        ],
      },
    ],
  },
});

const route = (key: string, properties: Record<string, unknown> = {}) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: { Ref: "Api" },
    RouteKey: key,
    Target: { "Fn::Join": ["", ["integrations/", { Ref: "Integration" }]] },
    AuthorizationType: "NONE",
    ...properties,
  },
});

const allow = (action: string | string[], resource: unknown) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
const arnOf = (logicalId: string, attribute = "Arn") => ({ "Fn::GetAtt": [logicalId, attribute] });

/** A fresh template on each call. */
function fixtureTemplate(): Template {
  return {
    Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/version" } },
    Resources: {
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          BillingMode: "PAY_PER_REQUEST",
          StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
        },
      },
      Pool: { Type: "AWS::Cognito::UserPool", Properties: { UsernameAttributes: ["email"] } },
      Client: {
        Type: "AWS::Cognito::UserPoolClient",
        Properties: { UserPoolId: { Ref: "Pool" }, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
      },
      Staff: { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: { Ref: "Pool" }, GroupName: "staff" } },
      ApiRole: role(),
      ApiPolicy: policy("ApiRole", allow(["dynamodb:PutItem", "dynamodb:GetItem"], arnOf("Table"))),
      ApiFunction: lambda("ApiRole", "api.zip"),
      ConsumerRole: role(),
      ConsumerPolicy: policy(
        "ConsumerRole",
        allow(
          ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          arnOf("Table", "StreamArn"),
        ),
        allow("sqs:SendMessage", arnOf("Failures")),
      ),
      ConsumerFunction: lambda("ConsumerRole", "consumer.zip"),
      Failures: { Type: "AWS::SQS::Queue" },
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          EventSourceArn: arnOf("Table", "StreamArn"),
          FunctionName: { Ref: "ConsumerFunction" },
          StartingPosition: "TRIM_HORIZON",
          BatchSize: 10,
          MaximumRetryAttempts: 2,
          DestinationConfig: { OnFailure: { Destination: arnOf("Failures") } },
        },
      },
      Rule: {
        Type: "AWS::Events::Rule",
        Properties: {
          ScheduleExpression: "rate(5 minutes)",
          Targets: [{ Id: "Target0", Arn: arnOf("ApiFunction"), Input: '{"do":"put","id":"from-schedule"}' }],
        },
      },
      RulePermission: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: arnOf("ApiFunction"),
          Principal: "events.amazonaws.com",
          SourceArn: arnOf("Rule"),
        },
      },
      Api: {
        Type: "AWS::ApiGatewayV2::Api",
        Properties: {
          Name: "fixture",
          ProtocolType: "HTTP",
          CorsConfiguration: {
            AllowOrigins: ["https://app.example"],
            AllowMethods: ["GET", "POST"],
            AllowHeaders: ["authorization"],
            AllowCredentials: true,
            MaxAge: 600,
          },
        },
      },
      Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: "Api" }, StageName: "$default" } },
      Integration: {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: {
          ApiId: { Ref: "Api" },
          IntegrationType: "AWS_PROXY",
          IntegrationUri: arnOf("ApiFunction"),
          PayloadFormatVersion: "2.0",
        },
      },
      Authorizer: {
        Type: "AWS::ApiGatewayV2::Authorizer",
        Properties: {
          ApiId: { Ref: "Api" },
          AuthorizerType: "JWT",
          IdentitySource: ["$request.header.Authorization"],
          JwtConfiguration: { Audience: [{ Ref: "Client" }], Issuer: arnOf("Pool", "ProviderURL") },
        },
      },
      OpenRoute: route("ANY /open/{proxy+}"),
      ItemRoute: route("GET /items/{id}"),
      MineRoute: route("GET /items/mine", { AuthorizationType: "JWT", AuthorizerId: { Ref: "Authorizer" } }),
      ApiPermission: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: arnOf("ApiFunction"),
          Principal: "apigateway.amazonaws.com",
          SourceArn: {
            "Fn::Join": [
              "",
              ["arn:aws:execute-api:us-east-1:", { Ref: "AWS::AccountId" }, ":", { Ref: "Api" }, "/*/*"],
            ],
          },
        },
      },
      Firewall: { Type: "AWS::WAFv2::WebACL", Properties: {} },
    },
    Outputs: {
      ApiUrl: { Value: arnOf("Api", "ApiEndpoint") },
      ClientId: { Value: { Ref: "Client" } },
      PoolId: { Value: { Ref: "Pool" } },
      TableName: { Value: { Ref: "Table" }, Export: { Name: "fixture:TableName" } },
    },
  };
}

export interface Fixture {
  /** Where the cloud may keep its state. */
  state: string;
  /** The directory of the API function's code. */
  apiCode: string;
  load(mutate?: (template: Template) => void): Assembly;
}

/** A synthesized app in a temporary directory: an API function, a consumer of the table's stream, and what they need. */
export function writeFixture(): Fixture {
  const directory = mkdtempSync(join(tmpdir(), "cloud-"));
  const output = join(directory, "cdk.out");
  const file = (path: string, content: unknown) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    mkdirSync(join(output, path, ".."), { recursive: true });
    writeFileSync(join(output, path), text);
  };
  const asset = (name: string) => ({
    source: { path: `asset.${name}` },
    destinations: { main: { objectKey: `${name}.zip` } },
  });
  file("asset.api/index.js", API_CODE);
  file("asset.consumer/index.js", CONSUMER_CODE);
  file("App.assets.json", { files: { api: asset("api"), consumer: asset("consumer") } });
  file("App.template.json", fixtureTemplate());
  file("manifest.json", {
    artifacts: {
      "App.assets": { type: "cdk:asset-manifest", properties: { file: "App.assets.json" } },
      App: {
        type: "aws:cloudformation:stack",
        environment: "aws://unknown-account/unknown-region",
        properties: { templateFile: "App.template.json" },
      },
      Tree: { type: "cdk:tree", properties: { file: "tree.json" } },
    },
  });
  const load = (mutate?: (template: Template) => void) => {
    const mutation: Mutation = (_name, template) => mutate?.(template);
    return loadAssembly(output, mutation);
  };
  return { state: join(directory, "state"), apiCode: join(output, "asset.api"), load };
}
