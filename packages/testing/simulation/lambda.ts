import type { DynamoDBBatchResponse } from "aws-lambda";
import { usualTimeout, type Worker } from "#contract/needs";
import { workers } from "#contract/workers";
import type { TableStream } from "#local/dynamodb/stream";
import { declaredFunctions } from "../template/declared";
import { type Answer, answerOf } from "./answer";
import { Consumer, streamEvent } from "./consumer";
import { contextWith, gatewayEvent, type Request } from "./gateway";
import type { Mailbag } from "./mailbag";
import type { Product } from "./product";
import { Invocation } from "./stage";
import type { Turns } from "./turns";
import type { Watch } from "./watch";

type Schedule = keyof Product["schedules"];

const declared: readonly Worker[] = workers;

/** Seconds that a function has, by its name. */
const timeouts = new Map(declaredFunctions.map(({ name, needs }) => [name, needs.timeout ?? usualTimeout]));

function consumersOf({ consumers }: Product, stream: TableStream): Consumer[] {
  const handlers: Partial<Record<string, Consumer["handler"]>> = consumers;
  return declared.flatMap(({ name, trigger }) => {
    const handler = handlers[name];
    return "stream" in trigger && handler ? [new Consumer({ name, ...trigger.stream }, handler, stream)] : [];
  });
}

interface Parts {
  product: Product;
  turns: Turns;
  watch: Watch;
  mailbag: Mailbag;
  stream: TableStream;
}

/** Invokes the product's functions: as the gateway does, the stream's mappings, and schedules. */
export class Lambda {
  readonly consumers: readonly Consumer[];
  private requests = 0;

  constructor(private readonly parts: Parts) {
    this.consumers = consumersOf(parts.product, parts.stream);
  }

  /** Lets the function of a group have a request. @param about the event of Stripe about a payment that it hands over */
  async request(
    group: keyof Product["gateway"],
    request: Request,
    ended: (answer: Answer) => void,
    about?: string,
  ): Promise<void> {
    const { product, turns, watch } = this.parts;
    const event = gatewayEvent(request, `request-${++this.requests}`);
    const name = `${group}(${request.by ?? "stripe"}) ${request.route}`;
    const invocation = new Invocation(name, this.deadlineOf(group), (result) => {
      const answer = answerOf(result);
      watch.hear(invocation, answer);
      ended(answer);
    });
    invocation.event = about;
    const context = contextWith(() => invocation.deadline - turns.now);
    await turns.start(invocation, () => product.gateway[group](event, context));
  }

  /** Lets a consumer have what comes next in the stream. @param kept whether it is remembered that it was taken */
  async consume(consumer: Consumer, kept = true): Promise<boolean> {
    if (consumer.busy || !consumer.isBehind) return false;
    const records = await consumer.next();
    if (records.length === 0) return false;
    consumer.busy = true;
    const { name } = consumer.mapping;
    const invocation = new Invocation(name, this.deadlineOf(name), (answer) => {
      consumer.busy = false;
      if (name === "mailer") this.parts.mailbag.doubtUnmarked();
      // What a consumer's handler answers.
      consumer.finish(records, kept ? (answer as DynamoDBBatchResponse | undefined) : undefined);
    });
    await this.parts.turns.start(invocation, () => consumer.handler(streamEvent(records)));
    return true;
  }

  /** Runs what a schedule runs, unless it is running. */
  async tick(name: Schedule): Promise<boolean> {
    const { product, turns } = this.parts;
    if ([...turns.live].some((invocation) => invocation.name === name)) return false;
    const invocation = new Invocation(name, this.deadlineOf(name), () => undefined);
    await turns.start(invocation, () => product.schedules[name]());
    return true;
  }

  private deadlineOf(name: string): number {
    return this.parts.turns.now + (timeouts.get(name) ?? usualTimeout) * 1000;
  }
}
