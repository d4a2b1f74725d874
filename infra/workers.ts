import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as FunctionTarget } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig, CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Worker } from "#contract/needs";
import { workers } from "#contract/workers";
import { DeclaredFunction } from "./lambda";
import type { Resources } from "./resources";

/** Only changes of these entities reach the consumer; a deletion has an old image only. */
const filters = (entities: readonly string[]) =>
  ["NewImage", "OldImage"].map((image) => ({
    pattern: JSON.stringify({ dynamodb: { [image]: { __edb_e__: { S: entities } } } }),
  }));

/** Where a worker's failures end. */
const parkedIn = (scope: DeclaredFunction): Queue =>
  new Queue(scope, "Parked", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });

function readStream(
  scope: DeclaredFunction,
  entities: readonly string[],
  batchSize: number,
  { table }: Resources,
): void {
  const parked = parkedIn(scope);
  const stream = table.tableStreamArn ?? "";
  scope.allow(
    new PolicyStatement({
      actions: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [stream],
    }),
  );
  scope.allow(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [parked.queueArn] }));
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

/** Told by SNS, which Lambda takes over from: what neither can bring home is parked. */
function listen(scope: DeclaredFunction, { sender }: Resources): void {
  const parked = parkedIn(scope);
  scope.allow(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [parked.queueArn] }));
  const failures = new CfnEventInvokeConfig(scope, "Failures", {
    functionName: scope.function.functionName,
    qualifier: "$LATEST",
    maximumRetryAttempts: 2,
    maximumEventAgeInSeconds: 6 * 3600,
    destinationConfig: { onFailure: { destination: parked.queueArn } },
  });
  failures.node.addDependency(scope.role);
  sender.feedback.addSubscription(new LambdaSubscription(scope.function, { deadLetterQueue: parked }));
}

/** The functions that no route leads to: consumers of the stream and of feedback, each with a queue for what it can't take, and schedules. */
export function createWorkers(scope: Construct, resources: Resources, bundles: string): void {
  for (const worker of workers as readonly Worker[]) {
    const made = new DeclaredFunction(scope, worker, resources, bundles);
    if ("stream" in worker.trigger)
      readStream(made, worker.trigger.stream.entities, worker.trigger.stream.batch, resources);
    else if ("mailFeedback" in worker.trigger) listen(made, resources);
    else everyMinutes(made, worker.trigger.everyMinutes);
  }
}
