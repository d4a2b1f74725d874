import { randomUUID } from "node:crypto";
import type { Clock } from "#local/service";
import type { Outcome } from "./invocation";
import type { ScheduleDefinition } from "./schedule-definition";
import type { ScheduleRefusal } from "./schedule-refusal";

interface ScheduledFunction {
  definition: { name: string; arn: string };
  invoke(event: unknown, source: string): Promise<Outcome>;
}

interface ScheduleOptions {
  definitions: ScheduleDefinition[];
  functions: Map<string, ScheduledFunction>;
  refusal: ScheduleRefusal;
  account: string;
  region: string;
  clock: Clock;
  log: (line: string) => void;
}

/** Node's timers hold no longer delays. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The rules and schedules of the template that invoke functions. */
export class Schedules {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private closed = false;

  constructor(private readonly options: ScheduleOptions) {}

  /** Lets the clock fire them. */
  start(): void {
    for (const definition of this.options.definitions) if (definition.enabled) this.arm(definition);
  }

  /** Fires one now, by logical id or name; throws when there is none or it may not invoke its function. */
  async run(name: string): Promise<Outcome[]> {
    const definition = this.options.definitions.find((one) => one.logicalId === name || one.name === name);
    if (!definition) throw new Error(`there is no schedule ${name}`);
    return this.fire(definition, this.options.clock());
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private arm(definition: ScheduleDefinition, time = definition.next(this.options.clock())): void {
    if (time === undefined || this.closed) return;
    const delay = Math.min(Math.max(0, time - this.options.clock()), LONGEST_DELAY_MS);
    const timer = setTimeout(() => {
      if (this.options.clock() < time) return this.arm(definition, time);
      this.fire(definition, time).catch((error: unknown) => this.options.log(String(error)));
      this.arm(definition);
    }, delay);
    this.timers.set(definition.logicalId, timer.unref());
  }

  private async fire(definition: ScheduleDefinition, time: number): Promise<Outcome[]> {
    const { functions, refusal } = this.options;
    const invocations = definition.targets.map((target) => {
      const host = functions.get(target.functionName);
      if (!host) throw new Error(`${definition.logicalId}: there is no function ${target.functionName}`);
      const problem = refusal(definition, host.definition);
      if (problem) throw new Error(`${definition.logicalId}: ${problem}`);
      return host.invoke(target.input ?? this.event(definition, time), definition.logicalId);
    });
    return Promise.all(invocations);
  }

  private event({ kind, arn }: ScheduleDefinition, time: number): Record<string, unknown> {
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": "Scheduled Event",
      source: kind === "rule" ? "aws.events" : "aws.scheduler",
      account: this.options.account,
      time: new Date(time).toISOString().replace(/\.\d+Z$/, "Z"),
      region: this.options.region,
      resources: [arn],
      detail: kind === "rule" ? {} : "{}",
    };
  }
}
