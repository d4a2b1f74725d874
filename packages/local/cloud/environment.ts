import type { Worker } from "node:worker_threads";
import { type Caller, newCredentials } from "./callers";
import type { FunctionDefinition } from "./function";
import type { FunctionError, Invocation, LogLine, Outcome } from "./invocation";
import { type RuntimeSurroundings, runtimeVariables } from "./runtime-variables";
import { environmentUrl } from "./signature";
import type { Threads } from "./threads";

/** What the environments of all functions share. */
export interface Hosting {
  account: string;
  region: string;
  /** The address for AWS calls. */
  endpointUrl: string;
  /** Where compiled code of the functions is kept, so that environments start faster. */
  codeCache?: string | undefined;
  /** Added to every function's own variables. */
  variables: Record<string, string>;
  /** Addresses in the functions' own variables that stand for others here. */
  addresses: Record<string, string>;
  /** Milliseconds added to the time that functions see; read at each invocation. */
  timeOffset: () => number;
  /** How many times its declared time a function may take. */
  lenience: number;
  threads: Threads;
  log: (line: LogLine) => void;
  register: (caller: Caller) => void;
  unregister: (caller: Caller) => void;
}

type Message =
  | { type: "ready"; again: boolean }
  | { type: "output"; requestId: string | undefined; text: string }
  | { type: "result"; requestId: string; payload: string }
  | { type: "error"; requestId: string; error: FunctionError }
  | { type: "fatal"; error: FunctionError };

/** AWS gives ten seconds to start; a busy laptop gets more. */
const START_LIMIT_MS = 30_000;

/** Lambda's limit for a synchronous answer. */
const ANSWER_LIMIT_BYTES = 6_291_556;

/** One Lambda execution environment: a worker thread that runs one invocation at a time. */
export class Environment {
  private readonly worker: Worker;
  private readonly caller: Caller;
  private readonly started: Promise<void>;
  private current: Invocation | undefined;
  private dead: FunctionError | undefined;
  /** Whether the thread can evaluate the code anew. */
  private reusable = false;
  private settle: (outcome: Outcome) => void = () => {};
  private markStarted: () => void = () => {};

  constructor(
    readonly definition: FunctionDefinition,
    private readonly hosting: Hosting,
  ) {
    const roleName = definition.roleArn.slice(definition.roleArn.lastIndexOf("/") + 1);
    this.caller = {
      credentials: newCredentials(),
      roleArn: definition.roleArn,
      userArn: `arn:aws:sts::${hosting.account}:assumed-role/${roleName}/${definition.name}`,
      functionName: definition.name,
      invocation: () => this.current,
      kill: () => this.end(exitError(this.current, "signal: killed")),
    };
    hosting.register(this.caller);
    this.started = new Promise((resolve) => {
      this.markStarted = resolve;
    });
    this.worker = this.start();
  }

  /** Why the environment has ended: a crash, a timeout or `close`. Undefined while it lives. */
  get failure(): FunctionError | undefined {
    return this.dead;
  }

  /** Waits until the handler is loaded, or has failed to. */
  async ready(): Promise<void> {
    const limit = setTimeout(() => this.end(exitError(undefined, "init timed out")), START_LIMIT_MS);
    await this.started;
    clearTimeout(limit);
  }

  /** Runs the handler; an environment that can't go on ends and says so in the outcome. */
  async invoke(payload: string, invocation: Invocation): Promise<Outcome> {
    await this.ready();
    if (this.dead) return { error: this.dead };
    this.current = invocation;
    const timeoutMs = this.definition.timeoutSeconds * 1000;
    const timer = setTimeout(() => this.end(this.timedOut(invocation)), timeoutMs * this.hosting.lenience);
    try {
      return await new Promise<Outcome>((resolve) => {
        this.settle = resolve;
        const { requestId } = invocation;
        const traceId = `Root=1-${requestId.slice(0, 8)}-${requestId.replaceAll("-", "").slice(8)};Sampled=0`;
        const timeOffset = this.hosting.timeOffset();
        this.worker.postMessage({ type: "invoke", requestId, payload, timeoutMs, traceId, timeOffset });
      });
    } finally {
      clearTimeout(timer);
      this.current = undefined;
    }
  }

  async close(): Promise<void> {
    await this.end(exitError(this.current, "shut down"), this.reusable && !this.current);
  }

  private start(): Worker {
    const { definition, hosting } = this;
    const { credentials } = this.caller;
    const endpointUrl = environmentUrl(hosting.endpointUrl, credentials.accessKeyId);
    const addresses = { endpointUrl, publicUrl: hosting.endpointUrl };
    const surroundings: RuntimeSurroundings = {
      ...{ region: hosting.region, ...addresses, elsewhere: hosting.addresses, extra: hosting.variables },
    };
    const worker = hosting.threads.take(definition);
    worker.on("message", (message: Message) => this.receive(message));
    worker.on("error", (error) => this.end(exitError(this.current, error.message)));
    worker.on("exit", (code) => this.end(exitError(this.current, `exit status ${code}`)));
    worker.postMessage({
      type: "start",
      variables: runtimeVariables(definition, credentials, surroundings),
      handler: definition.handler,
      root: definition.root,
      codeCache: hosting.codeCache,
      context: contextOf(definition),
    });
    return worker;
  }

  private receive(message: Message): void {
    switch (message.type) {
      case "ready":
        this.reusable = message.again;
        this.markStarted();
        return;
      case "output":
        this.write(message.requestId, message.text);
        return;
      case "result":
        this.settle(answer(message.payload));
        return;
      case "error":
        this.settle({ error: message.error });
        return;
      case "fatal":
        void this.end(message.error);
    }
  }

  private write(requestId: string | undefined, text: string): void {
    const lines = text.endsWith("\n") ? text.slice(0, -1) : text;
    for (const line of lines.split("\n")) this.hosting.log({ functionName: this.definition.name, requestId, line });
  }

  private timedOut({ requestId }: Invocation): FunctionError {
    const problem = `Task timed out after ${this.definition.timeoutSeconds.toFixed(2)} seconds`;
    this.write(requestId, `${new Date().toISOString()} ${requestId} ${problem}`);
    return { errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${requestId} Error: ${problem}` };
  }

  private async end(error: FunctionError, reusable = false): Promise<void> {
    if (this.dead) return;
    this.dead = error;
    this.hosting.unregister(this.caller);
    await this.hosting.threads.leave(this.worker, this.definition, reusable);
    this.markStarted();
    this.settle({ error });
  }
}

function exitError(invocation: Invocation | undefined, problem: string): FunctionError {
  const request = invocation ? `RequestId: ${invocation.requestId} ` : "";
  return { errorType: "Runtime.ExitError", errorMessage: `${request}Error: Runtime exited with error: ${problem}` };
}

function answer(payload: string): Outcome {
  const size = Buffer.byteLength(payload);
  if (size <= ANSWER_LIMIT_BYTES) return { payload };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${ANSWER_LIMIT_BYTES} bytes).`;
  return { error: { errorType: "Function.ResponseSizeTooLarge", errorMessage } };
}

function contextOf(definition: FunctionDefinition): Record<string, string> {
  return {
    functionName: definition.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: definition.arn,
    memoryLimitInMB: String(definition.memoryMegabytes),
    logGroupName: definition.logGroup,
    logStreamName: "local",
  };
}
