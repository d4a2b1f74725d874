import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Journal } from "#local/journal";
import type { ObjectCreated, S3 } from "#local/s3/s3";
import type { Clock } from "#local/service";
import type { EventRule } from "./event-rule";
import type { AccessControl } from "./iam";
import type { Outcome } from "./invocation";
import type { InvokeConfig } from "./invoke-config";
import type { InvokePermissions } from "./invoke-permissions";
import { type ObjectEvent, objectEvent } from "./object-event";
import { parkedEvent } from "./parked-event";
import type { Queues } from "./queues";
import { TemplateError } from "./template";

interface EventTarget {
  definition: { name: string; arn: string; roleArn: string };
  invoke(event: unknown, source: string): Promise<Outcome>;
}

interface ObjectEventOptions {
  s3: S3;
  rules: EventRule[];
  configOf: (functionName: string) => InvokeConfig;
  functions: Map<string, EventTarget>;
  permissions: InvokePermissions;
  access: AccessControl;
  queues: Queues;
  account: string;
  region: string;
  clock: Clock;
  /** Where events are kept until they are dealt with. */
  file: string;
  retryDelayMs: (retry: number) => number;
}

/** An event on its way to one function. */
interface Delivery {
  id: string;
  rule: string;
  functionName: string;
  event: ObjectEvent;
  /** Milliseconds since the epoch. */
  takenAt: number;
}

const HISTORY_KEPT = 1000;

/** EventBridge between storage and functions: each new object's event reaches every function that a rule names, at least once. */
export class ObjectEvents {
  /** The latest events, oldest first. */
  readonly history: ObjectEvent[] = [];
  private readonly journal: Journal<Delivery>;
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  /** Throws a TemplateError when a function that fails may not park what it was given, as a deployment would fail. */
  constructor(private readonly options: ObjectEventOptions) {
    for (const { targets, logicalId } of options.rules)
      for (const { functionName } of targets) this.requireParking(functionName, logicalId);
    this.journal = new Journal(options.file);
    options.s3.onCreated((created) => this.take(created));
  }

  /** Goes on with what the last run has left. */
  start(): void {
    for (const delivery of this.journal.values()) this.follow(delivery);
  }

  /** Delivers an event, once more if it was before: as often as it is told to. */
  deliver(event: ObjectEvent): void {
    const matching = this.options.rules.filter(({ matches }) => matches(event));
    for (const { logicalId, arn, targets } of matching)
      for (const { functionName, deadLetterQueue } of targets) {
        if (this.options.permissions.allows("events.amazonaws.com", arn, functionName))
          this.hand({ id: randomUUID(), rule: logicalId, functionName, event, takenAt: this.options.clock() });
        else if (deadLetterQueue !== undefined) this.options.queues.send(deadLetterQueue, JSON.stringify(event));
      }
  }

  /** Resolves when every event is dealt with; rejects when some aren't in time. */
  async idle(timeoutMs = 120_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (this.running.size > 0) {
      if (performance.now() > deadline) throw new Error(`${this.running.size} object events are still under way`);
      await Promise.race([...this.running, pause(1000, undefined, { ref: false })]);
    }
  }

  /** Stops; what is under way is delivered at the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running);
  }

  private take(created: ObjectCreated): void {
    const event = objectEvent(created, this.options);
    this.history.push(event);
    if (this.history.length > HISTORY_KEPT) this.history.shift();
    this.deliver(event);
  }

  private hand(delivery: Delivery): void {
    this.journal.set(delivery.id, delivery);
    this.follow(delivery);
  }

  private follow(delivery: Delivery): void {
    const run = this.invoke(delivery).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** As Lambda does for events: again after a while, up to a number and an age; then it is parked. */
  private async invoke(delivery: Delivery): Promise<void> {
    const { functions, configOf, clock, retryDelayMs } = this.options;
    const { functionName, event, takenAt, rule } = delivery;
    const [host, config] = [functions.get(functionName), configOf(functionName)];
    for (let count = 1; host && !this.closing.signal.aborted; count++) {
      const outcome = await host.invoke(event, rule);
      if (!outcome.error) break;
      if (this.closing.signal.aborted) return;
      const old = clock() - takenAt > config.ageMs;
      if (old || count > config.retries) {
        this.park(delivery, { count, outcome, condition: old ? "EventAgeExceeded" : "RetriesExhausted" });
        break;
      }
      await pause(retryDelayMs(count), undefined, { signal: this.closing.signal }).catch(() => {});
    }
    if (!this.closing.signal.aborted) this.journal.delete(delivery.id);
  }

  private park({ functionName, event }: Delivery, failure: Parameters<typeof parkedEvent>[1]): void {
    const { failureQueue } = this.options.configOf(functionName);
    const { definition } = this.options.functions.get(functionName) ?? {};
    if (failureQueue === undefined || !definition) return;
    const now = this.options.clock();
    this.options.queues.send(failureQueue, parkedEvent({ event, functionArn: definition.arn, now }, failure));
  }

  private requireParking(functionName: string, rule: string): void {
    const { functions, access, configOf } = this.options;
    const host = functions.get(functionName);
    if (!host) throw new TemplateError(rule, `there is no function ${functionName}`);
    const { failureQueue: resource } = configOf(functionName);
    if (resource === undefined) return;
    const decision = access.decide(host.definition.roleArn, { action: "sqs:SendMessage", resource });
    if (!decision.allowed) throw new TemplateError(rule, `${functionName} may not park events ${decision.reason}`);
  }
}
