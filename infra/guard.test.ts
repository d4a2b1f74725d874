import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { outdir } from "#testing/platform";
import { guard } from "./guard";

const everythingAllowed = { blockPublicAcls: false, blockPublicPolicy: false, ignorePublicAcls: false };

type Content = (stack: Stack) => void;

const innocent: Content = (stack) => {
  new LogGroup(stack, "Logs", { retention: RetentionDays.ONE_MONTH });
};

const publicBucket: Content = (stack) => {
  new Bucket(stack, "Open", {
    publicReadAccess: true,
    blockPublicAccess: { ...everythingAllowed, restrictPublicBuckets: false },
  });
};

const wideRole: Content = (stack) => {
  const role = new Role(stack, "Wide", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["dynamodb:*"], resources: ["*"] }));
};

/** Nothing that a security rule minds, but longer than SQS keeps anything. */
const impossibleQueue: Content = (stack) => {
  new CfnQueue(stack, "Long", { sqsManagedSseEnabled: true, messageRetentionPeriod: 99_999_999 });
};

describe("the guard", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-guard-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const synthesize = (content: Content, guarded = true) => {
    const app = new App({ outdir: directory });
    if (guarded) guard(app);
    content(new Stack(app, "Probe"));
    app.synth();
  };

  test("lets an innocent stack through", () => {
    expect(() => synthesize(innocent)).not.toThrow();
  });

  test("stops a synthesis with a public bucket", () => {
    expect(() => synthesize(publicBucket)).toThrow(/AwsSolutions-S2|AwsSolutions-S10/);
  });

  test("stops a synthesis with a role that may do anything", () => {
    expect(() => synthesize(wideRole)).toThrow(/AwsSolutions-IAM5\[Action::dynamodb:\*\]/);
  });

  test("stops a template that CloudFormation would refuse", () => {
    expect(() => synthesize(impossibleQueue)).toThrow(/CloudFormation Validate/);
  });

  test.each(Object.entries({ publicBucket, wideRole, impossibleQueue }))("is what stops a %s", (_name, content) => {
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined);
    expect(() => synthesize(content, false)).not.toThrow();
    said.mockRestore();
  });

  test("finds nothing in our own synthesis", () => {
    const report: unknown = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8"));
    expect(report).toMatchObject({ title: "Validation Report", pluginReports: [] });
  });
});
