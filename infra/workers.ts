import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig, CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Worker } from "#contract/needs";
import { queueOutput } from "#contract/outputs";
import { workers } from "#contract/workers";
import { DeclaredFunction } from "./lambda";
import type { Resources } from "./resources";

/** Only changes of these entities reach the consumer; a deletion has an old image only. */
const filters = (entities: readonly string[]) =>
  ["NewImage", "OldImage"].map((image) => ({
    pattern: JSON.stringify({ dynamodb: { [image]: { __edb_e__: { S: entities } } } }),
  }));

/** Where what a worker can't take waits to be looked at. */
function createParked(scope: DeclaredFunction): Queue {
  const parked = new Queue(scope, "Parked", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  scope.parked = parked;
  scope.allow(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [parked.queueArn] }));
  new CfnOutput(Stack.of(scope), queueOutput(scope.name), { value: parked.queueUrl });
  return parked;
}

function readStream(
  scope: DeclaredFunction,
  entities: readonly string[],
  batchSize: number,
  { table }: Resources,
): void {
  const parked = createParked(scope);
  const stream = table.tableStreamArn ?? "";
  scope.allow(
    new PolicyStatement({
      actions: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [stream],
    }),
  );
  const mapping = new CfnEventSourceMapping(scope, "Stream", {
    functionName: scope.function.functionName,
    eventSourceArn: stream,
    startingPosition: "TRIM_HORIZON",
    batchSize,
    filterCriteria: { filters: filters(entities) },
    functionResponseTypes: ["ReportBatchItemFailures"],
    bisectBatchOnFunctionError: true,
    // By age, not by number: a retry may have to wait out a lease of a minute. Then the record is parked.
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: 900,
    destinationConfig: { onFailure: { destination: parked.queueArn } },
  });
  mapping.node.addDependency(scope.role);
}

function everyMinutes(scope: DeclaredFunction, minutes: number): void {
  const target = new FunctionTarget(scope.function, { retryAttempts: 0 });
  new Rule(scope, "Schedule", { schedule: Schedule.rate(Duration.minutes(minutes)), targets: [target] });
}

/**
 * Whoever hands an event over to Lambda is done then; that the function fails is for Lambda to mend: twice more, a minute
 * and two later. What still fails is parked.
 */
function mend(scope: DeclaredFunction, parked: Queue, longest: Duration): void {
  const config = new CfnEventInvokeConfig(scope, "Retries", {
    ...{ functionName: scope.function.functionName, qualifier: "$LATEST" },
    ...{ maximumRetryAttempts: 2, maximumEventAgeInSeconds: longest.toSeconds() },
    destinationConfig: { onFailure: { destination: parked.queueArn } },
  });
  config.node.addDependency(scope.role);
}

/** Told by SNS of what becomes of mail. */
function listen(scope: DeclaredFunction, { sender }: Resources): void {
  const parked = createParked(scope);
  mend(scope, parked, Duration.hours(6));
  sender.feedback.addSubscription(new LambdaSubscription(scope.function, { deadLetterQueue: parked }));
}

/** Told by EventBridge of objects that are new. */
function onObjects(scope: DeclaredFunction, below: readonly string[], { media }: Resources): void {
  const parked = createParked(scope);
  mend(scope, parked, Duration.hours(1));
  const key = below.map((prefix) => ({ prefix }));
  new Rule(scope, "Objects", {
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [media.bucketName] }, object: { key } },
    },
    targets: [new FunctionTarget(scope.function, { maxEventAge: Duration.hours(1), deadLetterQueue: parked })],
  });
}

function setGoing(made: DeclaredFunction, { trigger }: Worker, resources: Resources): void {
  if ("stream" in trigger) readStream(made, trigger.stream.entities, trigger.stream.batch, resources);
  else if ("objects" in trigger) onObjects(made, trigger.objects.below, resources);
  else if ("mailFeedback" in trigger) listen(made, resources);
  else everyMinutes(made, trigger.everyMinutes);
}

/**
 * The functions that no route leads to: consumers of the stream, of new objects and of what becomes of mail, each with a
 * queue for what it can't take, and schedules.
 */
export function createWorkers(
  scope: Construct,
  resources: Resources,
  bundles: string,
): Record<string, DeclaredFunction> {
  const made: Record<string, DeclaredFunction> = {};
  for (const worker of workers as readonly Worker[]) {
    const worked = new DeclaredFunction(scope, worker, resources, bundles);
    setGoing(worked, worker, resources);
    made[worker.name] = worked;
  }
  return made;
}
