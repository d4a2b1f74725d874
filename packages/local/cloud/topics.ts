import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";
import type { Deployment } from "./deployment";
import type { Outcome } from "./invocation";
import { type InvokeConfig, invokeConfigsOf } from "./invoke-config";
import type { InvokePermissions } from "./invoke-permissions";
import type { Queues } from "./queues";
import { type Subscription, subscriptionsOf, TopicPolicies } from "./topic-definition";

interface TopicOptions {
  deployment: Deployment;
  functions: Map<string, { definition: { arn: string }; invoke(event: unknown, source: string): Promise<Outcome> }>;
  permissions: InvokePermissions;
  queues: Queues;
  clock: Clock;
  /** Where what is on its way is kept. */
  file: string;
  retryDelayMs: (retry: number) => number;
  log: (line: string) => void;
}

/** What a service publishes, and for which of its resources. */
export interface Publication {
  topicArn: string;
  service: string;
  sourceArn: string;
  subject: string;
  message: string;
}

/** A notification on its way to one function. */
interface Pending {
  id: string;
  subscription: string;
  event: unknown;
}

/** The topics of the template with their functions: each is told at least once, in no order, also after a restart. */
export class Topics {
  private readonly pending: Journal<Pending>;
  private readonly policies: TopicPolicies;
  private readonly subscriptions: Subscription[];
  private readonly configOf: (functionName: string) => InvokeConfig;
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(private readonly options: TopicOptions) {
    this.pending = new Journal(options.file);
    this.policies = new TopicPolicies(options.deployment);
    this.subscriptions = subscriptionsOf(options.deployment);
    this.configOf = invokeConfigsOf(options.deployment);
  }

  /** Goes on with what was left. */
  start(): void {
    for (const one of this.pending.values()) this.set(one);
  }

  /** A publisher that the topic's policy doesn't let in is told of nothing: SES doesn't learn of it either. */
  publish({ topicArn, service, sourceArn, subject, message }: Publication): void {
    if (!this.policies.allows(service, sourceArn, topicArn)) {
      this.options.log(`${service} may not publish to ${topicArn} for ${sourceArn}`);
      return;
    }
    for (const subscription of this.subscriptions.filter((one) => one.topicArn === topicArn)) {
      const event = notification(subscription, { subject, message, at: this.options.clock() });
      const one = { id: randomUUID(), subscription: subscription.arn, event };
      this.pending.set(one.id, one);
      this.set(one);
    }
  }

  /** Resolves when all is delivered or given up; tells whether there was anything. */
  async idle(): Promise<boolean> {
    const busy = this.underWay.size > 0;
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    return busy;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.idle();
  }

  private set(one: Pending): void {
    const delivery = this.deliver(one).finally(() => this.underWay.delete(delivery));
    this.underWay.add(delivery);
  }

  private async deliver({ id, subscription: arn, event }: Pending): Promise<void> {
    const subscription = this.subscriptions.find((one) => one.arn === arn);
    const queue = subscription && (await this.attempt(subscription, event));
    if (this.closing.signal.aborted) return;
    if (queue) this.options.queues.send(queue, JSON.stringify(event));
    this.pending.delete(id);
  }

  /** @returns the queue that what couldn't be delivered goes to, if it couldn't and there is one. */
  private async attempt({ functionName: name, topicArn, deadLetterQueue, arn }: Subscription, event: unknown) {
    const { functions, permissions, log, retryDelayMs } = this.options;
    const host = functions.get(name);
    if (!host || !permissions.allows("sns.amazonaws.com", topicArn, name)) {
      log(`${name} doesn't allow sns.amazonaws.com to invoke it for ${topicArn}`);
      return deadLetterQueue;
    }
    const { retries, failureQueue } = this.configOf(name);
    for (let retry = 0; !this.closing.signal.aborted; retry++) {
      const { error } = await host.invoke(event, arn);
      if (!error) return undefined;
      if (retry === retries) return failureQueue;
      await pause(retryDelayMs(retry + 1), undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
    return undefined;
  }
}

/** As SNS hands it to a function. */
function notification(
  { arn, topicArn }: Subscription,
  { subject, message, at }: { subject: string; message: string; at: number },
) {
  const Sns = {
    ...{ Type: "Notification", MessageId: randomUUID(), TopicArn: topicArn, Subject: subject, Message: message },
    ...{ Timestamp: new Date(at).toISOString(), SignatureVersion: "1", Signature: "EXAMPLE", MessageAttributes: {} },
    ...{ SigningCertUrl: "EXAMPLE", UnsubscribeUrl: "EXAMPLE" },
  };
  return { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: arn, Sns }] };
}
