import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { change, closeClouds, drop, openCloud, type TestCloud } from "./test-cloud";

afterEach(closeClouds);

function client({ cloud }: TestCloud): DynamoDBClient {
  return new DynamoDBClient({ endpoint: cloud.urls.aws, region: cloud.region, credentials: cloud.rootCredentials });
}

async function items(test: TestCloud): Promise<(string | undefined)[]> {
  const { Items = [] } = await client(test).send(new ScanCommand({ TableName: test.cloud.outputs.App?.TableName }));
  return Items.map(({ id }) => id?.S).sort();
}

const stored = { status: 200, body: {} };

describe("the local cloud", () => {
  it("tells addresses, outputs and what it leaves out", async () => {
    const { cloud } = await openCloud();
    expect(cloud.outputs.App).toEqual({
      ApiUrl: cloud.urls.gateway,
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      PoolId: expect.stringMatching(/^us-east-1_[a-z0-9]{9}$/),
      TableName: expect.stringMatching(/^App-Table-[A-Z0-9]{12}$/),
    });
    expect(cloud.ignored).toEqual(["App/Firewall AWS::WAFv2::WebACL"]);
  });

  it("runs functions with their role's permissions, and counts their calls", async () => {
    const { cloud, run } = await openCloud();
    expect(await run({ do: "put", id: "a" })).toEqual(stored);
    expect(await run({ do: "get", id: "a" })).toMatchObject({ body: { Item: { id: { S: "a" } } } });
    const ofApi = cloud.invocations().filter(({ source }) => source === "invoke");
    expect(ofApi.map(({ calls }) => calls)).toMatchObject([
      [{ n: 1, service: "dynamodb", action: "PutItem", units: { read: 0, write: 1 } }],
      [{ n: 1, service: "dynamodb", action: "GetItem", units: { read: 0.5, write: 0 } }],
    ]);
  });

  it("denies what a dropped grant allowed", async () => {
    const { run } = await openCloud({ mutate: drop("ApiPolicy") });
    expect(await run({ do: "put", id: "a" })).toMatchObject({
      status: 400,
      body: {
        Message: expect.stringMatching(/^User: .*assumed-role.* is not authorized to perform: dynamodb:PutItem/),
      },
    });
  });

  it("tells which grants no call has needed", async () => {
    const { cloud, run } = await openCloud();
    await run({ do: "put", id: "a" });
    const unused = cloud.access.unused().map(({ action }) => action);
    expect(unused).toContain("dynamodb:GetItem");
    expect(unused).not.toContain("dynamodb:PutItem");
  });

  it("feeds the stream's consumer in order", async () => {
    const test = await openCloud();
    for (const id of ["a", "b", "c"]) await test.run({ do: "put", id });
    await test.cloud.triggers.idle();
    expect(test.consumed().map(({ id, name }) => `${name} ${id}`)).toEqual(["INSERT a", "INSERT b", "INSERT c"]);
  });

  it("names the stream in records as the template does", async () => {
    const test = await openCloud({ mutate: change("ConsumerFunction", { Code: { S3Key: "api.zip" } }) });
    await test.run({ do: "put", id: "a" });
    const [mapping] = test.cloud.deployment.resources("AWS::DynamoDB::Table");
    const [record] = await test.cloud.standIns.dynamodb.stream(mapping?.id ?? "").read(undefined, 1);
    expect(record?.eventSourceARN).toBe(mapping?.attribute("StreamArn"));
  });

  it("sends poison to the failure queue, and goes on", async () => {
    const test = await openCloud({ mutate: change("Mapping", { BisectBatchOnFunctionError: true }) });
    await client(test).send(put(test, "a", "poison"));
    await client(test).send(put(test, "b", ""));
    await test.cloud.triggers.idle();
    const [queue] = test.cloud.deployment.resources("AWS::SQS::Queue");
    const failures = test.cloud.queues.messages(queue?.attribute("Arn") ?? "");
    expect(failures.map(({ body }) => JSON.parse(body).DDBStreamBatchInfo.batchSize)).toEqual([1]);
    expect(test.consumed().at(-1)).toMatchObject({ id: "b", batch: 1 });
  });

  it.each([
    ["the stream", "dynamodb:DescribeStream"],
    ["the failure queue", "sqs:SendMessage"],
  ])("doesn't start when a consumer may not use %s", async (_name, action) => {
    const allow = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "sqs:SendMessage"];
    const left = allow.filter((one) => one !== action);
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: left, Resource: "*" }] };
    const starting = openCloud({ mutate: change("ConsumerPolicy", { PolicyDocument: policy }) });
    await expect(starting).rejects.toThrow(`is not authorized to perform: ${action} on resource`);
  });

  it("runs a schedule at once", async () => {
    const test = await openCloud();
    expect(await test.cloud.schedules.run("Rule")).toEqual([{ payload: JSON.stringify(stored) }]);
    expect(await items(test)).toEqual(["from-schedule"]);
  });

  it("doesn't run a schedule that the function doesn't let in", async () => {
    const { cloud } = await openCloud({ mutate: drop("RulePermission") });
    await expect(cloud.schedules.run("Rule")).rejects.toThrow("doesn't allow events.amazonaws.com to invoke it");
  });

  it("keeps everything over a restart, and goes on where it was", async () => {
    const first = await openCloud();
    await first.run({ do: "put", id: "a" });
    await first.cloud.triggers.idle();
    await closeClouds();

    const second = await openCloud({ fixture: first.fixture });
    expect(await items(second)).toEqual(["a"]);
    await second.run({ do: "put", id: "b" });
    await second.cloud.triggers.idle();
    expect(second.consumed().map(({ id }) => id)).toEqual(["b"]);
  });

  it("doesn't share its directory", async () => {
    const { fixture } = await openCloud();
    await expect(openCloud({ fixture })).rejects.toThrow("is used by another local cloud");
  });

  it("leaves nothing open when it fails to start", async () => {
    const { fixture } = await openCloud();
    await closeClouds();
    await expect(openCloud({ fixture, mutate: drop("ApiFunction") })).rejects.toThrow(
      "there is no resource ApiFunction",
    );
    await openCloud({ fixture });
  });

  it("is ready soon", async () => {
    const started = performance.now();
    await openCloud({ warm: true });
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe("faults in the local cloud", () => {
  it("kill a function at its n-th call, before or after it", async () => {
    const test = await openCloud();
    const { cloud } = test;
    const remove = cloud.faults.inject(({ n }) => (n === 2 ? { before: "crash" } : undefined));
    const before = await cloud.invoke("ApiFunction", { do: "twice", id: "a" });
    remove();
    cloud.faults.inject(({ n, requestId }) => (n === 2 && requestId ? { after: "crash" } : undefined));
    const after = await cloud.invoke("ApiFunction", { do: "twice", id: "b" });

    expect([before.error?.errorType, after.error?.errorType]).toEqual(["Runtime.ExitError", "Runtime.ExitError"]);
    expect(await items(test)).toEqual(["a-1", "b-1", "b-2"]);
  });

  it("lose an answer after the commit", async () => {
    const test = await openCloud();
    test.cloud.faults.inject(({ action }) => (action === "PutItem" ? { after: "reset" } : undefined));
    expect((await test.cloud.invoke("ApiFunction", { do: "put", id: "a" })).error?.errorMessage).toBe("fetch failed");
    expect(await items(test)).toEqual(["a"]);
  });

  it("leave a call without an answer until the function times out", async () => {
    const test = await openCloud({ mutate: change("ApiFunction", { Timeout: 1 }) });
    test.cloud.faults.inject(({ action }) => (action === "PutItem" ? { before: "timeout" } : undefined));
    const { error } = await test.cloud.invoke("ApiFunction", { do: "put", id: "a" });
    expect(error?.errorType).toBe("Sandbox.Timedout");
  });
});

function put({ cloud }: TestCloud, id: string, text: string): PutItemCommand {
  return new PutItemCommand({ TableName: cloud.outputs.App?.TableName, Item: { id: { S: id }, text: { S: text } } });
}
