import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import type { DeployedResource, Deployment } from "./deployment";
import type { QueueMessage, Queues } from "./queues";
import { serviceError } from "./refusal";

/** What operations are asked for; anything else in a request has no effect here. */
const Request = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().min(1).max(10).default(1),
  VisibilityTimeout: z.number().min(0).max(43_200).default(30),
  ReceiptHandle: z.string().default(""),
});
type Request = z.infer<typeof Request>;

type Operation = (queues: Queues, queueArn: string, request: Request) => object;

const received = (message: QueueMessage) => ({
  MessageId: message.messageId,
  ReceiptHandle: message.messageId,
  Body: message.body,
  MD5OfBody: createHash("md5").update(message.body).digest("hex"),
  Attributes: { SentTimestamp: String(message.sentAt) },
});

const operations: Record<string, Operation> = {
  ReceiveMessage: (queues, arn, { MaxNumberOfMessages, VisibilityTimeout }) => {
    const taken = queues.receive(arn, MaxNumberOfMessages, VisibilityTimeout * 1000);
    return taken.length > 0 ? { Messages: taken.map(received) } : {};
  },
  DeleteMessage: (queues, _arn, { ReceiptHandle }) => {
    queues.remove(ReceiptHandle);
    return {};
  },
  ChangeMessageVisibility: (queues, _arn, { ReceiptHandle, VisibilityTimeout }) => {
    queues.hide(ReceiptHandle, VisibilityTimeout * 1000);
    return {};
  },
  GetQueueAttributes: (queues, arn) => {
    const { visible, hidden } = queues.count(arn);
    const counts = { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden };
    const texts = Object.entries(counts).map(([name, count]) => [name, String(count)]);
    return { Attributes: { QueueArn: arn, ...Object.fromEntries(texts) } };
  },
};

/** Amazon SQS, as far as an operator looks into queues that events were parked in. */
export class QueueService implements Service {
  readonly name = "sqs";
  private readonly declared: DeployedResource[];

  constructor(
    deployment: Deployment,
    private readonly queues: Queues,
  ) {
    this.declared = deployment.resources("AWS::SQS::Queue");
  }

  permissions(request: ServiceRequest): Permission[] {
    const resource = this.arnOf(parse(request)?.QueueUrl) ?? "*";
    return [{ action: `sqs:${operationOf(request)}`, resource }];
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    const operation = operations[operationOf(request)];
    if (!operation) return serviceError("sqs", 400, "UnknownOperationException", "isn't served locally");
    const given = parse(request);
    const arn = this.arnOf(given?.QueueUrl);
    if (!given) return serviceError("sqs", 400, "InvalidParameterValue", "Value for a parameter is invalid.");
    if (!arn) return serviceError("sqs", 400, missingQueue, "The specified queue does not exist.");
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
    return { status: 200, headers, body: JSON.stringify(operation(this.queues, arn, given)) };
  }

  private arnOf(url: string | undefined): string | undefined {
    return this.declared.find(({ id }) => id === url)?.attribute("Arn");
  }
}

const missingQueue = "com.amazonaws.sqs#QueueDoesNotExist";

const operationOf = ({ headers }: ServiceRequest): string => headers["x-amz-target"]?.split(".").at(-1) ?? "";

function parse({ body }: ServiceRequest): Request | undefined {
  try {
    return Request.safeParse(JSON.parse(body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
