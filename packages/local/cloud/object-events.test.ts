import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Cloud } from "./cloud";
import type { Template, TemplateResource } from "./template";
import { closeClouds, openCloud } from "./test-cloud";

afterEach(closeClouds);

const arnOf = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** What makes new objects below `incoming/` reach the API function, which writes down what it gets. */
const added: Record<string, TemplateResource> = {
  Files: {
    Type: "AWS::S3::Bucket",
    Properties: {
      BucketName: "files",
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    },
  },
  Objects: {
    Type: "AWS::Events::Rule",
    Properties: {
      EventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [{ Ref: "Files" }] }, object: { key: [{ prefix: "incoming/" }] } },
      },
      Targets: [{ Id: "Target0", Arn: arnOf("ConsumerFunction"), DeadLetterConfig: { Arn: arnOf("Failures") } }],
    },
  },
  ObjectsPermission: {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: arnOf("ConsumerFunction"),
      Principal: "events.amazonaws.com",
      SourceArn: arnOf("Objects"),
    },
  },
  Retries: {
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: {
      FunctionName: { Ref: "ConsumerFunction" },
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: arnOf("Failures") } },
    },
  },
};

const withFiles = (change: (resources: Template["Resources"]) => void = () => {}) => ({
  mutate: ({ Resources }: Template) => {
    Object.assign(Resources, structuredClone(added));
    change(Resources);
  },
});

function clientOf({ urls, rootCredentials }: Cloud): S3Client {
  return new S3Client({ region: "us-east-1", endpoint: urls.aws, credentials: rootCredentials, maxAttempts: 1 });
}

async function put(cloud: Cloud, Key: string): Promise<void> {
  const client = clientOf(cloud);
  await client.send(new PutObjectCommand({ Bucket: "files", Key, Body: "content" }));
  client.destroy();
}

const runsOf = (cloud: Cloud) => cloud.invocations().filter(({ source }) => source === "Objects");

const parkedIn = (cloud: Cloud) => {
  const [queue] = cloud.deployment.resources("AWS::SQS::Queue");
  return cloud.queues.messages(queue?.attribute("Arn") ?? "").map(({ body }) => JSON.parse(body));
};

describe("a new object", () => {
  it("reaches the function that the rule names, as EventBridge tells it", async () => {
    // The consumer knows no such events: it fails, and what it was given is parked.
    const { cloud } = await openCloud(withFiles());
    await put(cloud, "incoming/one");
    await cloud.objectEvents.idle();
    expect(cloud.objectEvents.history).toMatchObject([
      {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: ["arn:aws:s3:::files"],
        detail: {
          bucket: { name: "files" },
          object: { key: "incoming/one", size: 7, etag: "9a0364b9e99bb480dd25e1f0284c8555" },
          reason: "PutObject",
        },
      },
    ]);
    const [parked] = parkedIn(cloud);
    expect(parked.requestPayload).toEqual(cloud.objectEvents.history[0]);
  });

  it("is retried as often as the template says, then parked", async () => {
    const { cloud } = await openCloud(withFiles());
    await put(cloud, "incoming/one");
    await cloud.objectEvents.idle();
    expect(runsOf(cloud)).toHaveLength(2);
    expect(parkedIn(cloud)).toMatchObject([
      { requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2 } },
    ]);
  });

  it("that is copied is one, too, and elsewhere none", async () => {
    const { cloud } = await openCloud(withFiles());
    await put(cloud, "media/one");
    const client = clientOf(cloud);
    await client.send(new CopyObjectCommand({ Bucket: "files", Key: "incoming/two", CopySource: "files/media/one" }));
    await client.send(new GetObjectCommand({ Bucket: "files", Key: "incoming/two" }));
    client.destroy();
    await cloud.objectEvents.idle();
    const told = cloud.objectEvents.history.map(({ detail }) => `${detail.object.key} ${detail.reason}`);
    expect(told).toEqual(["media/one PutObject", "incoming/two CopyObject"]);
    expect(runsOf(cloud)).toHaveLength(2);
  });

  it("is told to nobody where the bucket doesn't", async () => {
    const { cloud } = await openCloud(
      withFiles(({ Files }) => {
        if (Files) Files.Properties = { BucketName: "files" };
      }),
    );
    await put(cloud, "incoming/one");
    await cloud.objectEvents.idle();
    expect([cloud.objectEvents.history, runsOf(cloud)]).toEqual([[], []]);
  });

  it("goes to the rule's own queue where the function doesn't let the rule in", async () => {
    const { cloud } = await openCloud(withFiles((resources) => void delete resources.ObjectsPermission));
    await put(cloud, "incoming/one");
    await cloud.objectEvents.idle();
    expect([runsOf(cloud), parkedIn(cloud)]).toMatchObject([[], [{ detail: { object: { key: "incoming/one" } } }]]);
  });

  it("is delivered again, as often as it is told to", async () => {
    const { cloud } = await openCloud(withFiles());
    await put(cloud, "incoming/one");
    await cloud.objectEvents.idle();
    const [event] = cloud.objectEvents.history;
    for (let time = 0; event && time < 3; time++) cloud.objectEvents.deliver(event);
    await cloud.objectEvents.idle();
    expect(runsOf(cloud)).toHaveLength(8);
  });

  it("that was under way when the cloud ended is delivered at the next start", async () => {
    const { cloud, fixture } = await openCloud({ ...withFiles(), retryDelayMs: () => 60_000 });
    await put(cloud, "incoming/one");
    await cloud.close();
    const { cloud: next } = await openCloud({ ...withFiles(), fixture });
    await next.objectEvents.idle();
    expect(parkedIn(next)).toMatchObject([{ requestPayload: { detail: { object: { key: "incoming/one" } } } }]);
  });

  it("can't be parked without the right to: the deployment fails", async () => {
    const opening = openCloud(
      withFiles((resources) => {
        delete resources.ConsumerPolicy;
        delete resources.Mapping;
      }),
    );
    await expect(opening).rejects.toThrow(/may not park events/);
  });
});
