import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import type { Deployment } from "./deployment";
import type { Outcome } from "./invocation";
import { InvokePermissions } from "./invoke-permissions";
import { Queues } from "./queues";
import { Topics } from "./topics";

const topicArn = "arn:aws:sns:us-east-1:1:topic";
const functionArn = "arn:aws:lambda:us-east-1:1:function:worker";
const source = { service: "ses.amazonaws.com", sourceArn: "arn:aws:ses:us-east-1:1:configuration-set/ours" };

const template: Record<string, object> = {
  "AWS::SNS::Subscription": {
    ...{ TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn },
    RedrivePolicy: { deadLetterTargetArn: "undeliverable" },
  },
  "AWS::SNS::TopicPolicy": {
    Topics: [topicArn],
    PolicyDocument: {
      Statement: [
        {
          Effect: "Deny",
          Action: "sns:Publish",
          Principal: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          ...{ Effect: "Allow", Action: "sns:Publish", Principal: { Service: source.service } },
          Condition: { ArnEquals: { "aws:SourceArn": source.sourceArn } },
        },
      ],
    },
  },
  "AWS::Lambda::Permission": {
    ...{ Action: "lambda:InvokeFunction", FunctionName: functionArn, Principal: "sns.amazonaws.com" },
    SourceArn: topicArn,
  },
  "AWS::Lambda::EventInvokeConfig": {
    ...{ FunctionName: "worker", MaximumRetryAttempts: 2 },
    DestinationConfig: { OnFailure: { Destination: "failed" } },
  },
};

/** What of a deployment is read here. */
const deploymentOf = (resources: Record<string, object>): Deployment =>
  ({
    resources: (type: string) =>
      type in resources
        ? [
            {
              ...{ stack: "stack", logicalId: "One", type },
              properties: <Schema extends z.ZodType>(schema: Schema) => schema.parse(resources[type]),
            },
          ]
        : [],
  }) as unknown as Deployment;

const fine: Outcome = { payload: "null" };
const broken: Outcome = { error: { errorType: "Error", errorMessage: "out of luck" } };

function start(outcomes: Outcome[] = [], { without = "", directory = mkdtempSync(join(tmpdir(), "topics-")) } = {}) {
  const deployment = deploymentOf(Object.fromEntries(Object.entries(template).filter(([type]) => type !== without)));
  const [told, lines]: [string[], string[]] = [[], []];
  const queues = new Queues(join(directory, "queues.jsonl"), () => 0);
  const invoke = async (event: unknown) => {
    told.push(JSON.parse(JSON.stringify(event)).Records[0].Sns.Message);
    return outcomes.shift() ?? fine;
  };
  const topics = new Topics({
    ...{ deployment, queues, clock: () => 0, retryDelayMs: () => 0, file: join(directory, "notifications.jsonl") },
    permissions: new InvokePermissions(deployment),
    functions: new Map([["worker", { definition: { arn: functionArn }, invoke }]]),
    log: (line) => lines.push(line),
  });
  const publish = (message: string, from = source) => topics.publish({ topicArn, subject: "Told", message, ...from });
  const parked = (queue: string) => queues.messages(queue).length;
  return { topics, publish, told, lines, parked, directory };
}

describe("a topic", () => {
  it("tells its functions, and is at rest then", async () => {
    const { topics, publish, told } = start();
    publish("one");
    publish("two");
    expect(await topics.idle()).toBe(true);
    expect(told.toSorted()).toEqual(["one", "two"]);
    expect(await topics.idle()).toBe(false);
  });

  it("comes again as often as the function says", async () => {
    const { topics, publish, told, parked } = start([broken, broken, fine]);
    publish("one");
    await topics.idle();
    expect([told, parked("failed")]).toEqual([["one", "one", "one"], 0]);
  });

  it("has what can't be done parked where the function says", async () => {
    const { topics, publish, told, parked } = start([broken, broken, broken]);
    publish("one");
    await topics.idle();
    expect([told.length, parked("failed"), parked("undeliverable")]).toEqual([3, 1, 0]);
  });

  it("has what the function doesn't let in parked where the subscription says", async () => {
    const { topics, publish, told, parked } = start([], { without: "AWS::Lambda::Permission" });
    publish("one");
    await topics.idle();
    expect([told, parked("failed"), parked("undeliverable")]).toEqual([[], 0, 1]);
  });

  it.each([
    ["for another resource", source.service, "arn:aws:ses:us-east-1:1:configuration-set/theirs"],
    ["from another service", "s3.amazonaws.com", source.sourceArn],
  ])("takes nothing %s than its policy names", async (_what, service, sourceArn) => {
    const { topics, publish, told, lines } = start();
    publish("one", { service, sourceArn });
    expect([await topics.idle(), told]).toEqual([false, []]);
    expect(lines).toEqual([expect.stringContaining("may not publish")]);
  });

  it("takes nothing without a policy", async () => {
    const { topics, publish, told } = start([], { without: "AWS::SNS::TopicPolicy" });
    publish("one");
    expect([await topics.idle(), told]).toEqual([false, []]);
  });

  it("goes on after a restart with what was on its way", async () => {
    const before = start([broken]);
    before.publish("one");
    await before.topics.close();
    const after = start([], { directory: before.directory });
    after.topics.start();
    await after.topics.idle();
    expect(after.told).toEqual(["one"]);
    const last = start([], { directory: before.directory });
    last.topics.start();
    expect(await last.topics.idle()).toBe(false);
  });
});
