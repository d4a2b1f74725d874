import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { loadAssembly } from "./assembly";
import { Deployment } from "./deployment";
import type { Template } from "./template";

function write(directory: string, files: Record<string, unknown>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), JSON.stringify(content));
}

function stack(templateFile: string, environment = "aws://unknown-account/unknown-region") {
  return { type: "aws:cloudformation:stack", environment, properties: { templateFile } };
}

/** Every secret's value tells whose it is. */
const secretOf = (arn: string) => `value of ${arn.slice(0, -7)}`;

/** Two stages: one stack at the top, two in a nested assembly that refer to each other. */
function writeAssembly(): string {
  const directory = mkdtempSync(join(tmpdir(), "assembly-"));
  const queue: Template = { Resources: { Queue: { Type: "AWS::SQS::Queue" } } };
  const data: Template = {
    Resources: { Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "app" } } },
    Outputs: { Name: { Value: { Ref: "Table" }, Export: { Name: "Data:Name" } }, Arn: { Value: arnOf("Table") } },
  };
  const api: Template = {
    Resources: {
      Function: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: { S3Key: "abc.zip" },
          Environment: {
            TABLE: { "Fn::ImportValue": "Data:Name" },
            ARN: { "Fn::GetStackOutput": { StackName: "Data", OutputName: "Arn" } },
            SECRET: { "Fn::Join": ["", ["a {{resolve:secretsmanager:", { Ref: "Secret" }, ":SecretString:::}} b"]] },
          },
        },
      },
      Secret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "app/key" } },
      Off: { Type: "AWS::SQS::Queue", Condition: "Never" },
    },
    Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
  };
  write(directory, {
    "manifest.json": {
      artifacts: {
        Top: stack("Top.json", "aws://123456789012/ap-south-1"),
        Stage: { type: "cdk:cloud-assembly", properties: { directoryName: "assembly-Stage" } },
      },
    },
    "Top.json": queue,
  });
  write(join(directory, "assembly-Stage"), {
    "manifest.json": {
      artifacts: {
        "Api.assets": { type: "cdk:asset-manifest", properties: { file: "Api.assets.json" } },
        Api: stack("Api.json"),
        Data: stack("Data.json"),
      },
    },
    "Api.json": api,
    "Data.json": data,
    "Api.assets.json": {
      files: { abc: { source: { path: "asset.abc" }, destinations: { here: { objectKey: "abc.zip" } } } },
    },
  });
  return directory;
}

function arnOf(logicalId: string) {
  return { "Fn::GetAtt": [logicalId, "Arn"] };
}

describe("a cloud assembly", () => {
  it("is read with its nested assemblies, places and assets", () => {
    const directory = writeAssembly();
    const { stacks } = loadAssembly(directory);

    expect(stacks.map(({ name, account, region }) => [name, account, region])).toEqual([
      ["Top", "123456789012", "ap-south-1"],
      ["Api", "000000000000", "us-east-1"],
      ["Data", "000000000000", "us-east-1"],
    ]);
    expect(stacks[1]?.asset("abc.zip")).toBe(join(directory, "assembly-Stage", "asset.abc"));
    expect(() => stacks[1]?.asset("other.zip")).toThrow("Api: the assembly holds no asset other.zip");
  });

  it("resolves references from stack to stack", () => {
    const deployment = new Deployment(loadAssembly(writeAssembly()), "http://127.0.0.1:1", secretOf);
    const [resource] = deployment.resources("AWS::Lambda::Function");
    const { Environment } = resource?.properties(z.looseObject({ Environment: z.unknown() })) ?? {};

    expect(Environment).toMatchObject({ TABLE: "app", ARN: "arn:aws:dynamodb:us-east-1:000000000000:table/app" });
    expect(deployment.outputs().Data).toEqual({
      Name: "app",
      Arn: "arn:aws:dynamodb:us-east-1:000000000000:table/app",
    });
  });

  it("reads secrets that a property refers to, and no other dynamic references", () => {
    const resourceOf = (mutate?: (template: Template) => void) =>
      new Deployment(
        loadAssembly(writeAssembly(), (name, template) => name === "Api" && mutate?.(template)),
        "http://127.0.0.1:1",
        secretOf,
      ).resources("AWS::Lambda::Function")[0];
    const any = z.looseObject({});
    const value = "a value of arn:aws:secretsmanager:us-east-1:000000000000:secret:app/key b";
    expect(resourceOf()?.properties(any)).toMatchObject({ Environment: { SECRET: value } });
    const other = resourceOf(({ Resources }) => {
      if (Resources.Function) Resources.Function.Properties = { Name: "{{resolve:ssm:parameter}}" };
    });
    expect(() => other?.properties(any)).toThrow("Api/Function: {{resolve:ssm:parameter}} isn't supported locally");
  });

  it("leaves out resources whose condition is false", () => {
    const deployment = new Deployment(loadAssembly(writeAssembly()), "http://127.0.0.1:1", secretOf);
    const queues = deployment.resources("AWS::SQS::Queue");
    expect(queues.map(({ attribute }) => attribute("Arn"))).toEqual([
      expect.stringMatching(/^arn:aws:sqs:ap-south-1:123456789012:Top-Queue-[A-Z0-9]{12}$/),
    ]);
  });

  it("can be changed in memory", () => {
    const assembly = loadAssembly(writeAssembly(), (name, template) => {
      if (name === "Api") delete template.Resources.Function;
    });
    expect(new Deployment(assembly, "http://127.0.0.1:1", secretOf).resources("AWS::Lambda::Function")).toEqual([]);
  });

  it("names the resource whose properties don't fit", () => {
    const [resource] = new Deployment(loadAssembly(writeAssembly()), "", secretOf).resources("AWS::Lambda::Function");
    expect(() => resource?.properties(z.object({ Handler: z.string() }))).toThrow("Api/Function.Properties.Handler: ");
    expect(() => resource?.attribute("Colour")).toThrow("Api/Function: AWS::Lambda::Function Function has no Colour");
  });
});
