import type { SignalName } from "#contract/signals";
import { workers } from "#contract/workers";

/** What a metric of AWS's is of. Each name is that of a resource of ours, found where the alarm is made. */
export type Dimension =
  | { of: "function"; name: string }
  | { of: "parked"; name: string }
  | { of: "table" | "api" | "vault" }
  | { of: "text"; name: string };

/** A metric: one that our functions tell, or one of AWS's. */
export type Metric =
  | { signal: SignalName; by: string; kinds?: Record<string, string> }
  | { namespace: string; name: string; dimensions: Record<string, Dimension> };

/** What is made of several: their sum, or how many percent the first is of the second. */
export type Reckoning = "sum" | "percent";

export const ofFunction = (name: string, FunctionName: string): Metric => ({
  ...{ namespace: "AWS/Lambda", name },
  dimensions: { FunctionName: { of: "function", name: FunctionName } },
});

export const ofTable = (name: string, more: Record<string, Dimension> = {}): Metric => ({
  ...{ namespace: "AWS/DynamoDB", name },
  dimensions: { TableName: { of: "table" }, ...more },
});

export const ofApi = (name: string): Metric => ({
  ...{ namespace: "AWS/ApiGateway", name },
  dimensions: { ApiId: { of: "api" } },
});

/** Of the whole account: that is whom SES judges. */
export const ofMail = (name: string): Metric => ({ namespace: "AWS/SES", name, dimensions: {} });

/** What waits in the queue of what a worker couldn't take. */
export const parkedOf = (name: string): Metric => ({
  ...{ namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible" },
  dimensions: { QueueName: { of: "parked", name } },
});

export const workerNames: readonly string[] = workers.map(({ name }) => name);
export const consumerNames: readonly string[] = workers.flatMap(({ name, trigger }) =>
  "stream" in trigger ? [name] : [],
);
/** All but those that come again by the clock. */
export const parkingNames: readonly string[] = workers.flatMap(({ name, trigger }) =>
  "everyMinutes" in trigger ? [] : [name],
);
