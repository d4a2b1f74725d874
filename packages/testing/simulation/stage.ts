import type { ServiceResponse } from "#local/service";
import { brokenConnection, isCarriedOut, isCrash, type Trouble } from "./trouble";

/** A call to something outside, as its line takes it. */
export interface Call {
  /** `TransactWriteItems`, `POST /v1/refunds`. */
  what: string;
  /** What is asked, as it is written down. */
  told: string;
  carryOut: () => Promise<ServiceResponse>;
  /** How the other side says that; undefined where it never does. */
  answerTo: (trouble: "throttled" | "conflict" | "failed") => ServiceResponse | undefined;
}

/** A call that waits for the scheduler. */
export interface Parked {
  by: Invocation;
  call: Call;
  answer: (response: ServiceResponse) => void;
  fail: (error: Error) => void;
  /** In whose name it was made; see adapters/cause.ts. */
  cause: string | undefined;
}

/** One run of a function. It ends by its answer, or by the death of its environment. */
export class Invocation {
  state: "running" | "done" | "dead" = "running";
  /** The provider's word about a payment that it was called with. */
  event: string | undefined;
  /** Whether any of its calls has gone wrong. */
  isTroubled = false;

  constructor(
    readonly name: string,
    /** When its time is over; milliseconds since the epoch. */
    readonly deadline: number,
    /** Told how it ended; nothing for one that died. */
    readonly ended: (answer: unknown) => void,
  ) {}
}

interface Causes {
  get: () => string | undefined;
  /** Takes up a cause again: environments of functions have one each, and here they share a process. */
  take: (cause: string | undefined) => void;
}

/** Where functions run side by side, each of them only when it is its turn. */
export class Stage {
  /** Whose turn it is: until everything is quiet again, nobody else goes on. */
  private turn: Invocation | undefined;
  /** In the order in which they were made. */
  readonly parked: Parked[] = [];
  readonly live = new Set<Invocation>();

  constructor(private readonly causes: Causes) {}

  /** What a callback belongs to when it runs later. */
  bound = (callback: () => void): (() => void) => {
    const [by, cause] = [this.turn, this.causes.get()];
    return () => {
      if (by && by.state !== "running") return;
      this.give(by, cause);
      callback();
    };
  };

  /** Whoever is going on. */
  present = (): Invocation | undefined => this.turn;

  /** Everybody is done or waits. */
  pause(): void {
    this.turn = undefined;
  }

  /** Sets a function going. It gets as far as its first call. */
  start(invocation: Invocation, run: () => Promise<unknown>): void {
    this.live.add(invocation);
    this.give(invocation, undefined);
    // As a function that throws: whoever invoked it is told of a failure.
    void run().then(
      (answer) => this.end(invocation, "done", answer),
      (error: unknown) => this.end(invocation, "dead", error),
    );
  }

  /** Ends a function in the midst of it. What it has asked for and not got is never asked. */
  kill(invocation: Invocation): void {
    this.end(invocation, "dead", undefined);
  }

  /** Makes a call: at once where nobody directs, else when it is its turn. */
  ask(call: Call): Promise<ServiceResponse> {
    const by = this.turn;
    if (!by) return call.carryOut();
    return new Promise((answer, fail) => {
      if (by.state === "running") this.parked.push({ by, call, answer, fail, cause: this.causes.get() });
    });
  }

  /** Carries out a parked call, with what goes wrong about it. @returns what went wrong indeed: not everything can */
  async release(parked: Parked, wanted: Trouble): Promise<{ trouble: Trouble; response?: ServiceResponse }> {
    this.parked.splice(this.parked.indexOf(parked), 1);
    const { by, call } = parked;
    const said = wanted === "throttled" || wanted === "conflict" || wanted === "failed" ? wanted : undefined;
    const refusal = said && call.answerTo(said);
    const trouble = said && !refusal ? "none" : wanted;
    if (trouble !== "none") by.isTroubled = true;
    const response = isCarriedOut(trouble) ? await call.carryOut() : refusal;
    if (isCrash(trouble)) this.kill(by);
    else this.tell(parked, trouble, response);
    return { trouble, response };
  }

  private give(to: Invocation | undefined, cause: string | undefined): void {
    this.turn = to;
    this.causes.take(cause);
  }

  private tell(
    { by, call, answer, fail, cause }: Parked,
    trouble: Trouble,
    response: ServiceResponse | undefined,
  ): void {
    this.give(by, cause);
    const told = trouble === "failed after" ? call.answerTo("failed") : response;
    if (trouble === "lost request" || trouble === "lost answer" || !told) fail(brokenConnection());
    else answer(told);
  }

  private end(invocation: Invocation, state: "done" | "dead", answer: unknown): void {
    if (invocation.state !== "running") return;
    invocation.state = state;
    this.live.delete(invocation);
    for (const parked of this.parked.filter(({ by }) => by === invocation))
      this.parked.splice(this.parked.indexOf(parked), 1);
    invocation.ended(state === "done" ? answer : undefined);
  }
}
