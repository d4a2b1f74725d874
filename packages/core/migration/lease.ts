import { isRefused } from "../transaction";
import type { Clock } from "./clock";
import { type Counts, none, Progress, progressOf } from "./progress.entity";

/** Milliseconds for which a runner that is heard of no more keeps others away. */
const life = 60_000;

/** Somebody else walks the table, or has taken the walk over. */
export class Occupied extends Error {}

/** The one runner's right to walk the table for a migration. Every write of its own fails once another has it. */
export class Lease {
  private until = 0;

  private constructor(
    private readonly id: string,
    private readonly runner: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes up the walk where the one before stopped; one that was done begins anew.
   * @throws Occupied
   */
  static async claim(
    id: string,
    clock: Clock,
  ): Promise<{ lease: Lease; cursor?: Record<string, unknown>; counts: Counts }> {
    const lease = new Lease(id, crypto.randomUUID(), clock);
    const goesOn = (await progressOf(id))?.state === "running";
    const now = clock.now().toISOString();
    const begun = goesOn ? {} : { ...none, state: "running" as const, started_at: now };
    const claim = Progress.update({ id }).set({ ...begun, runner: lease.runner, lease_until: lease.extended() });
    const whole = goesOn ? claim : claim.remove(["cursor", "finished_at"]);
    const free = whole.where(
      ({ lease_until }, { notExists, lt }) => `${notExists(lease_until)} OR ${lt(lease_until, now)}`,
    );
    try {
      const { data } = await free.go({ response: "all_new" });
      const { cursor, seen = 0, changed = 0, skipped = 0, refused = 0 } = data;
      return { lease, cursor, counts: { seen, changed, skipped, refused } };
    } catch (error) {
      throw isRefused(error) ? new Occupied(await occupation(id)) : error;
    }
  }

  /** Tells that the runner is alive, when half of its time is over. @throws Occupied */
  async keep(): Promise<void> {
    if (this.clock.now().getTime() < this.until - life / 2) return;
    await this.write(this.mine().set({ lease_until: this.extended() }));
  }

  /** Puts on record that everything up to the cursor is done. @throws Occupied */
  async record(cursor: Record<string, unknown>, counts: Counts): Promise<void> {
    await this.write(this.mine().set({ ...counts, cursor, lease_until: this.extended() }));
  }

  /** Puts on record that all is done, and gives the lease back. @throws Occupied */
  async finish(counts: Counts): Promise<void> {
    const finished_at = this.clock.now().toISOString();
    const last = this.mine().set({ ...counts, state: "done", finished_at });
    await this.write(last.remove(["cursor", "runner", "lease_until"]));
  }

  private mine() {
    return Progress.patch({ id: this.id });
  }

  private extended(): string {
    this.until = this.clock.now().getTime() + life;
    return new Date(this.until).toISOString();
  }

  private async write(change: Writable): Promise<void> {
    try {
      await change.where(({ runner }, { eq }) => eq(runner, this.runner)).go();
    } catch (error) {
      throw isRefused(error) ? new Occupied(`${this.id}: another runner has taken over`) : error;
    }
  }
}

type Writable = ReturnType<ReturnType<typeof Progress.patch>["set"]>;

async function occupation(id: string): Promise<string> {
  const { lease_until } = (await progressOf(id)) ?? {};
  return `${id}: somebody else is at it; if they have stopped, it can be taken up after ${lease_until}`;
}
