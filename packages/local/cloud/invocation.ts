/** One call that a function made to an AWS service. */
export interface Call {
  /** Its place among the invocation's calls, from 1. */
  n: number;
  service: string;
  action: string;
  /** Capacity units, where the service reports them. */
  units?: { read: number; write: number };
  /** How it was answered, and after how many milliseconds; absent until then, and where it never was. */
  status?: number;
  ms?: number;
}

/** One run of a function, with what it has called so far. */
export interface Invocation {
  requestId: string;
  functionName: string;
  /** What caused it: the gateway's request id, the event source mapping, the schedule. */
  source: string | undefined;
  calls: Call[];
}

/** A function's error as Lambda reports it. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** How an invocation ended; the payload is the handler's answer as JSON. */
export type Outcome = { payload: string; error?: undefined } | { payload?: undefined; error: FunctionError };

export interface FinishedInvocation extends Invocation {
  durationMs: number;
  /** Ids by which its event told what led to it. */
  causes: string[];
  outcome: Outcome;
}

/** One line that a function wrote. */
export interface LogLine {
  functionName: string;
  /** Undefined while the environment starts. */
  requestId: string | undefined;
  line: string;
}
