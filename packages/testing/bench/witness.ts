import type { CloudOptions } from "#local/cloud/cloud-options";
import type { FinishedInvocation, LogLine } from "#local/cloud/invocation";
import type { TestPlatform } from "../platform";
import { reconcile, sweep } from "../time";
import type { Onlooker } from "./endpoints";
import type { Meter } from "./meter";
import { type Visited, type Work, worksOf } from "./work";

/** Sees all that functions do, and tells by step which of it follows from that step. */
export class Witness {
  readonly visited: Visited[] = [];
  private seen: FinishedInvocation[] = [];
  private lines = new Map<string, LogLine[]>();
  private meter: Meter | undefined;

  /** To open the platform with. */
  readonly options: Partial<CloudOptions> = {
    finished: (invocation) => void this.seen.push(invocation),
    log: (line) => {
      const { requestId } = line;
      if (requestId) this.lines.set(requestId, [...(this.lines.get(requestId) ?? []), line]);
    },
  };

  watch(platform: TestPlatform, meter: Meter): Onlooker {
    this.meter = meter;
    return {
      before: () => this.begin(platform),
      after: async ({ name, stripe }, requestId, { body }) => {
        await platform.settled();
        const own = this.take(({ requestId: id }) => id === requestId)[0];
        if (!own) throw new Error(`nobody saw ${name}`);
        const answer = Buffer.byteLength(typeof body === "string" ? body : JSON.stringify(body));
        this.visited.push({ name, answer, provider: stripe, own, following: this.take(() => true) });
      },
    };
  }

  /** What the schedules cost when nothing is due. */
  async rest(platform: TestPlatform): Promise<Work[]> {
    for (let times = 0; times < 2; times++) {
      await sweep(platform);
      await reconcile(platform);
    }
    await this.begin(platform);
    await sweep(platform);
    await reconcile(platform);
    return this.take(({ functionName }) => /sweeper|reconciler/.test(functionName));
  }

  private async begin(platform: TestPlatform): Promise<void> {
    await platform.settled();
    this.seen = [];
    this.lines = new Map();
  }

  private take(which: (invocation: FinishedInvocation) => boolean): Work[] {
    if (!this.meter) throw new Error("nothing is measured");
    const taken = this.seen.filter(which);
    this.seen = this.seen.filter((invocation) => !which(invocation));
    return worksOf(taken, this.meter, this.lines);
  }
}
