import type { Chronicle } from "./chronicle";
import { quiet, type Realm } from "./realm";
import type { Invocation, Parked, Stage } from "./stage";
import type { Trouble } from "./trouble";
import type { Watch } from "./watch";

/** What is needed to let anything go on. */
interface Parts {
  realm: Realm;
  stage: Stage;
  watch: Watch;
  chronicle: Chronicle;
}

/** Lets one thing go on at a time: a function, a call that it made, or the clock. */
export class Turns {
  /** Calls that were carried out, or went wrong. */
  calls = 0;

  constructor(private readonly parts: Parts) {}

  get now(): number {
    return this.parts.realm.now;
  }

  get parked(): readonly Parked[] {
    return this.parts.stage.parked;
  }

  get live(): ReadonlySet<Invocation> {
    return this.parts.stage.live;
  }

  /** Sets a function going, as far as its first call. */
  async start(invocation: Invocation, run: () => Promise<unknown>): Promise<void> {
    this.parts.stage.start(invocation, run);
    await this.settle();
  }

  /** Lets one call be carried out. A millisecond or more passes. @returns what went wrong indeed */
  async release(parked: Parked, wanted: Trouble): Promise<Trouble> {
    const { realm, stage, watch, chronicle } = this.parts;
    chronicle.note(`${parked.by.name} ${parked.call.what} ${wanted} ${parked.call.told}`);
    this.calls += 1;
    realm.now += 1;
    const { trouble, response } = await stage.release(parked, wanted);
    watch.see(parked, trouble, response);
    await this.settle();
    return trouble;
  }

  /** Lets time pass: what waits for a moment in it goes on, and whose time is over ends. */
  async wait(milliseconds: number): Promise<void> {
    const { realm, stage } = this.parts;
    const until = realm.now + milliseconds;
    for (let timer = realm.due(until); timer; timer = realm.due(until)) {
      realm.fire(timer);
      await this.settle();
    }
    realm.now = until;
    for (const invocation of [...stage.live]) if (invocation.deadline <= until) stage.kill(invocation);
    await this.settle();
  }

  /** Milliseconds until something that sleeps wakes up. */
  untilAwake(): number | undefined {
    const timer = this.parts.realm.due(Number.POSITIVE_INFINITY);
    return timer && Math.max(0, timer.at - this.now);
  }

  /** Ends whoever is going on still. */
  async stop(): Promise<void> {
    for (const invocation of [...this.live]) this.parts.stage.kill(invocation);
    await this.settle();
  }

  /** Resolves when everybody is done, or waits for the scheduler or the clock. */
  private async settle(): Promise<void> {
    const { stage, realm } = this.parts;
    const waits = (one: Invocation) => stage.parked.some(({ by }) => by === one) || realm.sleeps(one);
    await quiet(() => [...stage.live].every(waits));
    stage.pause();
  }
}
