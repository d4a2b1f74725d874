import type { Trigger } from "#contract/needs";
import { isRecord } from "#local/cloud/template";
import { declaredFunctions, functionOf, mediaOf, parkedOf, tableOf } from "./declared";
import { differences, presenceFaults, propertyFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const mappingOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Lambda::EventSourceMapping", `${name}Stream`);
const scheduleOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Events::Rule", `${name}Schedule`);
const objectsOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Events::Rule", `${name}Objects`);
const retriesOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Lambda::EventInvokeConfig", `${name}Retries`);

/** What a function fails at is tried twice more, and parked then. */
export function retryFaults(resources: Resources, name: string, seconds: number): string[] {
  const retries = retriesOf(resources, name);
  return [
    ...orderFaults(resources, name, retries),
    ...propertyFaults(retries, {
      FunctionName: functionOf(resources, name).id,
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: seconds,
      DestinationConfig: { OnFailure: { Destination: `${parkedOf(resources, name).id}.Arn` } },
    }),
  ];
}

const filters = (entities: readonly string[]) =>
  ["NewImage", "OldImage"].map((image) => ({
    Pattern: JSON.stringify({ dynamodb: { [image]: { __edb_e__: { S: entities } } } }),
  }));

/** The statements without their names, which say nothing. */
function unnamed({ properties: { PolicyDocument: document } }: Resource): unknown[] {
  const statements = isRecord(document) && Array.isArray(document.Statement) ? document.Statement : [];
  return statements.map(({ Sid: _, ...statement }: Record<string, unknown>) => statement);
}

/** A queue for what a worker couldn't take: encrypted, over TLS only, kept for a fortnight. */
export function parkedFaults(resources: Resources, name: string, admitted: object[] = []): string[] {
  const queue = parkedOf(resources, name);
  const policy = resources.named("AWS::SQS::QueuePolicy", `${name}ParkedPolicy`);
  const insecure = {
    Action: "sqs:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    Effect: "Deny",
    Principal: { AWS: "*" },
    Resource: `${queue.id}.Arn`,
  };
  return [
    ...propertyFaults(queue, { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 }),
    ...propertyFaults(policy, { Queues: [queue.id], PolicyDocument: { Version: "2012-10-17" } }),
    ...differences(`${policy.id}.Statement`, unnamed(policy), [insecure, ...admitted]),
  ];
}

interface Consumer {
  name: string;
  stream: Extract<Trigger, { stream: unknown }>["stream"];
}

/** A mapping, or a destination, made before the policy is refused. */
function orderFaults(resources: Resources, name: string, made: Resource): string[] {
  const policy = resources.named("AWS::IAM::Policy", `${name}RoleDefaultPolicy`);
  return made.after.includes(policy.id) ? [] : [`${made.id} doesn't wait for ${policy.id}`];
}

const consumerFaults = (resources: Resources, { name, stream: { entities, batch } }: Consumer): string[] => [
  ...parkedFaults(resources, name),
  ...orderFaults(resources, name, mappingOf(resources, name)),
  ...propertyFaults(mappingOf(resources, name), {
    FunctionName: functionOf(resources, name).id,
    EventSourceArn: `${tableOf(resources).id}.StreamArn`,
    StartingPosition: "TRIM_HORIZON",
    BatchSize: batch,
    FilterCriteria: { Filters: filters(entities) },
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    BisectBatchOnFunctionError: true,
    // Retried for a quarter of an hour, however often that is.
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: 900,
    DestinationConfig: { OnFailure: { Destination: `${parkedOf(resources, name).id}.Arn` } },
  }),
];

/** What EventBridge itself may put into the queue. */
const undelivered = (resources: Resources, name: string) => ({
  Action: "sqs:SendMessage",
  Condition: { ArnEquals: { "aws:SourceArn": `${objectsOf(resources, name).id}.Arn` } },
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Resource: `${parkedOf(resources, name).id}.Arn`,
});

/** New objects below these prefixes, and no others: what a function writes elsewhere doesn't set it going again. */
function objectFaults(resources: Resources, name: string, below: readonly string[]): string[] {
  const parked = `${parkedOf(resources, name).id}.Arn`;
  return [
    ...parkedFaults(resources, name, [undelivered(resources, name)]),
    ...retryFaults(resources, name, 3600),
    ...propertyFaults(objectsOf(resources, name), {
      State: "ENABLED",
      EventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: {
          bucket: { name: [mediaOf(resources).id] },
          object: { key: below.map((prefix) => ({ prefix })) },
        },
      },
      Targets: [
        {
          Arn: `${functionOf(resources, name).id}.Arn`,
          DeadLetterConfig: { Arn: parked },
          Id: "Target0",
          RetryPolicy: { MaximumEventAgeInSeconds: 3600 },
        },
      ],
    }),
    ...below.filter((prefix) => !prefix.startsWith("incoming/")).map((prefix) => `${name} is set going by ${prefix}`),
  ];
}

/** In the largest unit that it is whole in. */
const expression = (minutes: number): string => {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `rate(${count} ${unit}${count === 1 ? "" : "s"})`;
};

const scheduleFaults = (resources: Resources, name: string, minutes: number): string[] =>
  propertyFaults(scheduleOf(resources, name), {
    ScheduleExpression: expression(minutes),
    State: "ENABLED",
    Targets: [
      { Arn: `${functionOf(resources, name).id}.Arn`, Id: "Target0", RetryPolicy: { MaximumRetryAttempts: 0 } },
    ],
  });

/**
 * Each worker is set going by what it declares: consumers with filter, bisection and a queue, watchers of storage with
 * retries and a queue, sweeps by the minute.
 */
export function workerFaults(resources: Resources): string[] {
  const consumers = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "stream" in trigger ? [{ name, stream: trigger.stream }] : [],
  );
  const parking = declaredFunctions.filter(({ trigger }) => trigger && !("everyMinutes" in trigger));
  const sweeps = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "everyMinutes" in trigger ? [{ name, minutes: trigger.everyMinutes }] : [],
  );
  const watchers = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "objects" in trigger ? [{ name, below: trigger.objects.below }] : [],
  );
  const present = (type: string, made: Resource[]) => presenceFaults(resources, type, made);
  return [
    ...consumers.flatMap((consumer) => consumerFaults(resources, consumer)),
    ...sweeps.flatMap(({ name, minutes }) => scheduleFaults(resources, name, minutes)),
    ...watchers.flatMap(({ name, below }) => objectFaults(resources, name, below)),
    ...present(
      "AWS::Lambda::EventSourceMapping",
      consumers.map(({ name }) => mappingOf(resources, name)),
    ),
    ...present("AWS::Events::Rule", [
      ...sweeps.map(({ name }) => scheduleOf(resources, name)),
      ...watchers.map(({ name }) => objectsOf(resources, name)),
    ]),
    ...present(
      "AWS::Lambda::EventInvokeConfig",
      parking.filter(({ trigger }) => trigger && !("stream" in trigger)).map(({ name }) => retriesOf(resources, name)),
    ),
    ...present(
      "AWS::SQS::Queue",
      parking.map(({ name }) => parkedOf(resources, name)),
    ),
  ];
}
