import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Cloud } from "./cloud";
import { closeClouds, openCloud } from "./test-cloud";

afterEach(closeClouds);

/** As an operator's shell has it: root of the local account, or nobody that it knows. */
const config = (cloud: Cloud, credentials = cloud.rootCredentials) => ({
  ...{ endpoint: cloud.urls.aws, region: cloud.region, maxAttempts: 1, useQueueUrlAsEndpoint: false },
  credentials: { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey },
});

const named = (cloud: Cloud, type: string, part: string) => {
  const found = cloud.deployment.resources(type).find(({ logicalId }) => logicalId.includes(part));
  if (!found) throw new Error(`there is no ${part}`);
  return found;
};

test("a stack tells its outputs, and none that isn't there", async () => {
  const { cloud } = await openCloud();
  const client = new CloudFormationClient(config(cloud));
  const [name = "", outputs = {}] = Object.entries(cloud.outputs)[0] ?? [];
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  const told = Object.fromEntries(
    Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? [],
  );
  expect(told).toEqual(outputs);
  await expect(client.send(new DescribeStacksCommand({ StackName: "not-there" }))).rejects.toThrow("does not exist");
});

test("a function is invoked, and tells what it is told", async () => {
  const { cloud } = await openCloud();
  const client = new LambdaClient(config(cloud));
  const FunctionName = named(cloud, "AWS::Lambda::Function", "ApiFunction").id;
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"no":"request"}') }));
  expect(answer.StatusCode).toBe(200);
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(found.FunctionName).toBe(FunctionName);
  expect(Object.keys(found.Environment?.Variables ?? {})).not.toContain("AWS_SECRET_ACCESS_KEY");
  const missing = new InvokeCommand({ FunctionName: "not-there" });
  await expect(client.send(missing)).rejects.toThrow("Function not found");
});

test("a parked message is had by one at a time, until it is given back, or deleted", async () => {
  const { cloud } = await openCloud();
  const client = new SQSClient(config(cloud));
  const queue = cloud.deployment.resources("AWS::SQS::Queue")[0];
  const QueueUrl = queue?.id ?? "";
  cloud.queues.send(queue?.attribute("Arn") ?? "", "one");
  const receive = async () =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 })))
      .Messages;
  const depth = async () => {
    const AttributeNames = ["ApproximateNumberOfMessages" as const];
    return (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
  };
  const [message] = (await receive()) ?? [];
  expect(message).toMatchObject({ Body: "one" });
  expect(await receive()).toBeUndefined();
  expect(await depth()).toMatchObject({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "1" });
  const ReceiptHandle = message?.ReceiptHandle ?? "";
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await receive()).toHaveLength(1);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  expect(await depth()).toMatchObject({ ApproximateNumberOfMessagesNotVisible: "0" });
  const elsewhere = new ReceiveMessageCommand({ QueueUrl: `${QueueUrl}-not` });
  await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

test("whoever isn't known here is let into none of them", async () => {
  const { cloud } = await openCloud();
  const stranger = config(cloud, { accessKeyId: "AKIASTRANGER", secretAccessKey: "x", sessionToken: "" });
  const calls = [
    new SQSClient(stranger).send(new ReceiveMessageCommand({ QueueUrl: "https://sqs.invalid/q" })),
    new LambdaClient(stranger).send(new InvokeCommand({ FunctionName: "any" })),
    new CloudFormationClient(stranger).send(new DescribeStacksCommand({})),
  ];
  for (const call of calls) await expect(call).rejects.toThrow();
});
