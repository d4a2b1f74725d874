/**
 * What can go wrong with one AWS call: refused, cancelled by another transaction, failed, never answered, connection
 * lost, or the calling environment killed.
 */
export type Fault = "throttle" | "conflict" | "http500" | "timeout" | "reset" | "crash";

/** An AWS call about to be made. */
export interface FaultyCall {
  service: string;
  action: string;
  functionName: string | undefined;
  requestId: string | undefined;
  /** Its place among the calls of its invocation, from 1; 0 outside of one. */
  n: number;
}

/** `before`: instead of the call. `after`: the call is carried out, but its answer is lost. */
export interface FaultPlan {
  before?: Fault;
  after?: Exclude<Fault, "throttle" | "conflict">;
}

export type FaultInjector = (call: FaultyCall) => FaultPlan | undefined;

/** Faults that tests inject into the AWS endpoint. */
export class Faults {
  private readonly injectors = new Set<FaultInjector>();

  /** Asked on every call from now on, until the returned function is called. */
  inject(injector: FaultInjector): () => void {
    this.injectors.add(injector);
    return () => this.injectors.delete(injector);
  }

  plan(call: FaultyCall): FaultPlan {
    for (const injector of this.injectors) {
      const plan = injector(call);
      if (plan) return plan;
    }
    return {};
  }
}
