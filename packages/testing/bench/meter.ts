import type { Cloud } from "#local/cloud/cloud";
import type { Call, FinishedInvocation } from "#local/cloud/invocation";
import type { Service } from "#local/service";
import type { Reply } from "../api";

/** A call as it ran, on the monotonic clock; milliseconds. */
interface Span {
  from: number;
  until: number;
}

/** What one request cost. */
export interface Cost {
  /** The function's own, not the gateway's. */
  requestId: string;
  functionName: string;
  calls: Call[];
  /** AWS calls one after the other: those that run at the same time are one round trip. */
  rounds: number;
  /** Calls to Stripe, which come on top of the rounds. */
  stripe: number;
}

/** Waves of calls: a new one begins with a call that starts after all others have ended. */
export function roundsOf(spans: readonly Span[]): number {
  let [rounds, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, until } of spans.toSorted((one, other) => one.from - other.from)) {
    if (from >= end) rounds++;
    end = Math.max(end, until);
  }
  return rounds;
}

/** Milliseconds in which at least one call ran. */
export function waitedIn(spans: readonly Span[]): number {
  let [waited, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, until } of spans.toSorted((one, other) => one.from - other.from)) {
    waited += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return waited;
}

/** Watches the services of a cloud, and tells what each request made them do. */
export class Meter {
  private readonly spans = new Map<string, Span[]>();
  private requestId: string | undefined;
  private stripe = 0;

  constructor(private readonly cloud: Cloud) {
    // Asked right before the service is: the next call handled is the one asked about.
    cloud.faults.inject(({ requestId }) => {
      this.requestId = requestId;
      return undefined;
    });
    const { dynamodb, cognito, secrets, ses, s3 } = cloud.standIns;
    for (const service of [dynamodb, cognito, secrets, ses, s3]) this.time(service);
    const { stripe } = cloud;
    if (stripe) this.count(stripe);
  }

  /** Runs one request, and tells what the function that answered it did. */
  async measure(request: () => Promise<Reply>): Promise<{ reply: Reply; cost: Cost }> {
    const before = this.stripe;
    const reply = await request();
    const { requestId, functionName, calls } = this.invocationOf(reply);
    const rounds = roundsOf(this.spansOf(requestId));
    return { reply, cost: { requestId, functionName, calls, rounds, stripe: this.stripe - before } };
  }

  /** When an invocation's calls ran. */
  spansOf(requestId: string): readonly Span[] {
    return this.spans.get(requestId) ?? [];
  }

  private invocationOf(reply: Reply): FinishedInvocation {
    const gatewayId = reply.headers.get("apigw-requestid");
    const found = this.cloud.invocations().findLast(({ source }) => source === gatewayId);
    if (!found) throw new Error(`no function answered ${gatewayId}`);
    return found;
  }

  private time(service: Service): void {
    const handle = service.handle.bind(service);
    service.handle = async (request, requester) => {
      const span = { from: performance.now(), until: Number.POSITIVE_INFINITY };
      if (this.requestId) this.spans.set(this.requestId, [...(this.spans.get(this.requestId) ?? []), span]);
      try {
        return await handle(request, requester);
      } finally {
        span.until = performance.now();
      }
    };
  }

  private count(stripe: NonNullable<Cloud["stripe"]>): void {
    const handle = stripe.handle.bind(stripe);
    stripe.handle = (request) => {
      if (request.path.startsWith("/v1/")) this.stripe++;
      return handle(request);
    };
  }
}
