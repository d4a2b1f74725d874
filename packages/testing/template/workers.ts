import type { Trigger } from "#contract/needs";
import { declaredFunctions, functionOf, parkedOf, tableOf } from "./declared";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const mappingOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Lambda::EventSourceMapping", `${name}Stream`);
const scheduleOf = (resources: Resources, name: string): Resource =>
  resources.named("AWS::Events::Rule", `${name}Schedule`);

const filters = (entities: readonly string[]) =>
  ["NewImage", "OldImage"].map((image) => ({
    Pattern: JSON.stringify({ dynamodb: { [image]: { __edb_e__: { S: entities } } } }),
  }));

/** A queue for what a consumer couldn't take: encrypted, over TLS only, kept for a fortnight. */
export function parkedFaults(resources: Resources, name: string, ...more: object[]): string[] {
  const queue = parkedOf(resources, name);
  const insecure = {
    Action: "sqs:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    Effect: "Deny",
    Principal: { AWS: "*" },
    Resource: `${queue.id}.Arn`,
  };
  return [
    ...propertyFaults(queue, { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 }),
    ...propertyFaults(resources.named("AWS::SQS::QueuePolicy", `${name}ParkedPolicy`), {
      Queues: [queue.id],
      PolicyDocument: { Statement: [insecure, ...more], Version: "2012-10-17" },
    }),
  ];
}

interface Consumer {
  name: string;
  stream: Extract<Trigger, { stream: unknown }>["stream"];
}

/** A mapping made before the policy is refused. */
function orderFaults(resources: Resources, name: string): string[] {
  const policy = resources.named("AWS::IAM::Policy", `${name}RoleDefaultPolicy`);
  const mapping = mappingOf(resources, name);
  return mapping.after.includes(policy.id) ? [] : [`${mapping.id} doesn't wait for ${policy.id}`];
}

const consumerFaults = (resources: Resources, { name, stream: { entities, batch } }: Consumer): string[] => [
  ...parkedFaults(resources, name),
  ...orderFaults(resources, name),
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

/** Each worker is set going by what it declares: consumers with filter, bisection and a queue, sweeps by the minute. */
export function workerFaults(resources: Resources): string[] {
  const consumers = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "stream" in trigger ? [{ name, stream: trigger.stream }] : [],
  );
  const parking = declaredFunctions.filter(({ trigger }) => trigger && !("everyMinutes" in trigger));
  const sweeps = declaredFunctions.flatMap(({ name, trigger }) =>
    trigger && "everyMinutes" in trigger ? [{ name, minutes: trigger.everyMinutes }] : [],
  );
  const present = (type: string, made: Resource[]) => presenceFaults(resources, type, made);
  return [
    ...consumers.flatMap((consumer) => consumerFaults(resources, consumer)),
    ...sweeps.flatMap(({ name, minutes }) => scheduleFaults(resources, name, minutes)),
    ...present(
      "AWS::Lambda::EventSourceMapping",
      consumers.map(({ name }) => mappingOf(resources, name)),
    ),
    ...present(
      "AWS::Events::Rule",
      sweeps.map(({ name }) => scheduleOf(resources, name)),
    ),
    ...present(
      "AWS::SQS::Queue",
      parking.map(({ name }) => parkedOf(resources, name)),
    ),
  ];
}
