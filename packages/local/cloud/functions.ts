import type { Deployment } from "./deployment";
import type { Hosting } from "./environment";
import { functionOf } from "./function";
import { FunctionHost } from "./function-host";
import type { FinishedInvocation } from "./invocation";

/** How long an environment beyond a function's first one may be idle. */
const IDLE_MS = 60_000;

interface FunctionOptions {
  hosting: Hosting;
  /** Environments of one function at most. */
  limit: number;
  finished: (invocation: FinishedInvocation) => void;
}

/** All functions of the template. */
export class Functions {
  readonly byName = new Map<string, FunctionHost>();

  constructor(deployment: Deployment, { hosting, limit, finished }: FunctionOptions) {
    for (const resource of deployment.resources("AWS::Lambda::Function")) {
      const host = new FunctionHost(functionOf(resource), hosting, { limit, idleMs: IDLE_MS, finished });
      this.byName.set(host.definition.name, host);
    }
  }

  /** By name or logical id; throws when there is none. */
  find(name: string): FunctionHost {
    const host = this.byName.get(name) ?? [...this.byName.values()].find((one) => one.definition.logicalId === name);
    if (!host) throw new Error(`there is no function ${name}`);
    return host;
  }

  /** Starts one environment of each, one after the other. */
  async warm(): Promise<void> {
    for (const host of this.byName.values()) await host.warm();
  }

  async close(): Promise<void> {
    await Promise.all([...this.byName.values()].map((host) => host.close()));
  }
}
