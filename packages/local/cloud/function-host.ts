import { randomUUID } from "node:crypto";
import { causesOf } from "./causes";
import { Environment, type Hosting } from "./environment";
import type { FunctionDefinition } from "./function";
import type { FinishedInvocation, FunctionError, Invocation, Outcome } from "./invocation";

interface HostOptions {
  /** Environments of one function at most, when the template reserves no concurrency. */
  limit: number;
  /** How long an environment beyond the first one may be idle. */
  idleMs: number;
  finished: (invocation: FinishedInvocation) => void;
}

/** Runs one function: on demand in more environments up to a limit, then in order of arrival. */
export class FunctionHost {
  private readonly idle: Environment[] = [];
  private readonly all = new Set<Environment>();
  private readonly restingSince = new WeakMap<Environment, number>();
  private readonly waiting: ((environment: Environment) => void)[] = [];
  private closed = false;

  constructor(
    private current: FunctionDefinition,
    private readonly hosting: Hosting,
    private readonly options: HostOptions,
  ) {}

  get definition(): FunctionDefinition {
    return this.current;
  }

  /** Invokes and waits for the outcome; `source` says what caused the invocation. Never rejects. */
  async invoke(event: unknown, source?: string): Promise<Outcome> {
    if (this.closed) return { error: { errorType: "Runtime.ExitError", errorMessage: "Error: shut down" } };
    const environment = await this.acquire();
    const invocation: Invocation = { requestId: randomUUID(), functionName: this.current.name, source, calls: [] };
    const started = performance.now();
    const outcome = await environment.invoke(JSON.stringify(event), invocation);
    if (outcome.error) this.report(invocation.requestId, outcome.error);
    this.options.finished({ ...invocation, durationMs: performance.now() - started, outcome, causes: causesOf(event) });
    this.release(environment);
    return outcome;
  }

  /** Starts a first environment ahead of need. */
  async warm(): Promise<void> {
    if (this.all.size > 0 || this.closed) return;
    const environment = this.create();
    this.idle.push(environment);
    await environment.ready();
    if (!environment.failure || this.closed) return;
    this.report(undefined, environment.failure);
    this.discard(environment);
  }

  /** The next invocations run this code: idle environments end now, busy ones after their invocation. */
  async reload(root = this.current.root): Promise<void> {
    this.current = { ...this.current, root };
    const idle = this.idle.splice(0);
    for (const environment of idle) this.all.delete(environment);
    await Promise.all(idle.map((environment) => environment.close()));
  }

  /** Ends all environments; what they run fails. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.all].map((environment) => environment.close()));
  }

  private report(requestId: string | undefined, error: FunctionError): void {
    const line = `ERROR ${JSON.stringify(error)}`;
    this.hosting.log({ functionName: this.current.name, requestId, line });
  }

  private acquire(): Promise<Environment> {
    const environment = this.idle.pop();
    if (environment && !environment.failure) return Promise.resolve(environment);
    if (environment) {
      this.discard(environment);
      return this.acquire();
    }
    if (this.all.size < (this.current.reservedConcurrency ?? this.options.limit)) return Promise.resolve(this.create());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private create(): Environment {
    const environment = new Environment(this.current, this.hosting);
    this.all.add(environment);
    return environment;
  }

  private release(environment: Environment): void {
    const usable = !environment.failure && environment.definition === this.current;
    if (!usable) this.discard(environment);
    const next = this.waiting.shift();
    if (next) next(usable || this.closed ? environment : this.create());
    else if (usable) this.rest(environment);
  }

  private rest(environment: Environment): void {
    this.idle.push(environment);
    this.restingSince.set(environment, performance.now());
    setTimeout(() => this.shrink(), this.options.idleMs).unref();
  }

  /** The one that was used last rests on; timers may be a millisecond early. */
  private shrink(): void {
    const before = performance.now() - this.options.idleMs + 1;
    for (const environment of this.idle.slice(0, -1))
      if ((this.restingSince.get(environment) ?? 0) <= before) this.discard(environment);
  }

  private discard(environment: Environment): void {
    this.all.delete(environment);
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
    void environment.close();
  }
}
