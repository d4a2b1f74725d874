import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import type { Worker } from "#contract/needs";
import { workers } from "#contract/workers";
import { sqs } from "./clients";
import { Ending } from "./command";

/** Workers that have a queue: all but those that a clock sets going. */
export const parkers: string[] = (workers as readonly Worker[])
  .filter(({ trigger }) => !("everyMinutes" in trigger))
  .map(({ name }) => name);

/** @throws Ending for a name without a queue */
export function parkerCalled(name: string): string {
  if (!parkers.includes(name)) throw new Ending(`${name} has no queue: ${parkers.join(", ")}`, 2);
  return name;
}

/** One message of a queue that events are parked in. */
export interface Parked {
  id: string;
  receipt: string;
  sentAt: Date;
  body: unknown;
}

/** Records of the stream: only where they are, not what they say. */
const Batch = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  DDBStreamBatchInfo: z.object({
    ...{ streamArn: z.string(), shardId: z.string(), batchSize: z.number() },
    ...{ startSequenceNumber: z.string(), endSequenceNumber: z.string(), approximateArrivalOfFirstRecord: z.string() },
  }),
});
export type Batch = z.infer<typeof Batch>["DDBStreamBatchInfo"];

/** An event that Lambda has given up. */
const GivenUp = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  requestPayload: z.unknown(),
  responsePayload: z.object({ errorType: z.string().optional() }).optional(),
});

/** A notification that SNS couldn't hand over. */
const Notification = z.object({ Type: z.literal("Notification"), TopicArn: z.string() });

/** The records that a message stands for; undefined: it is an event. */
export const batchIn = ({ body }: Parked): Batch | undefined => Batch.safeParse(body).data?.DDBStreamBatchInfo;

/** The event that a message has in it, as its function is handed it. */
export function eventIn({ body }: Parked): unknown {
  const givenUp = GivenUp.safeParse(body).data;
  if (givenUp?.requestPayload !== undefined) return givenUp.requestPayload;
  if (!Notification.safeParse(body).success) return body;
  return { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: "", Sns: body }] };
}

/** Why it is there, without anything about anybody: an error's message may have some. */
export function reasonOf(parked: Parked): string {
  const [stream, event] = [Batch.safeParse(parked.body).data, GivenUp.safeParse(parked.body).data];
  if (stream) {
    const { batchSize, startSequenceNumber, approximateArrivalOfFirstRecord: since } = stream.DDBStreamBatchInfo;
    return `${stream.requestContext.condition}: ${batchSize} records from ${startSequenceNumber} on, made ${since}`;
  }
  if (!event) return "could not be handed over";
  const { condition, approximateInvokeCount: tries } = event.requestContext;
  return `${condition}: ${event.responsePayload?.errorType ?? "no answer"}, ${tries} tries`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Every message of a queue, for so many seconds ours alone. */
export async function take(QueueUrl: string, seconds: number): Promise<Parked[]> {
  const found = new Map<string, Parked>();
  for (;;) {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: seconds },
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
    if (Messages.length === 0) return [...found.values()].sort((one, other) => +one.sentAt - +other.sentAt);
    for (const { MessageId: id = "", ReceiptHandle: receipt = "", Body = "", Attributes } of Messages)
      found.set(id, { id, receipt, body: parsed(Body), sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)) });
  }
}

/** Others may have it again, at once. */
export const giveBack = (QueueUrl: string, { receipt: ReceiptHandle }: Parked) =>
  sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));

export const remove = (QueueUrl: string, { receipt: ReceiptHandle }: Parked) =>
  sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

/** About how many there are, those that somebody has at the moment included. */
export async function depthOf(QueueUrl: string): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
  const { Attributes } = await sqs().send(command);
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
