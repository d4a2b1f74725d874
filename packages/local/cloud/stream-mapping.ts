import { setTimeout as pause } from "node:timers/promises";
import type { Journal } from "#local/journal";
import type { Clock } from "#local/service";
import { type ChangeRecord, madeAt, progressOf, sequenceOf } from "./batch";
import { failureReport, type GiveUpReason } from "./failure-report";
import type { Outcome } from "./invocation";
import type { MappingDefinition } from "./mapping-definition";
import type { Queues } from "./queues";
import { Signal } from "./signal";

/** The change log of a table. */
export interface RecordStream {
  arn: string;
  /** Records behind the sequence number, or from the oldest. */
  read(after: string | undefined, limit: number): Promise<ChangeRecord[]>;
  latest(): string | undefined;
  onAppend(listener: () => void): () => void;
}

/** The function that gets the records. */
export interface RecordConsumer {
  definition: { arn: string };
  invoke(event: { Records: ChangeRecord[] }, source: string): Promise<Outcome>;
}

/** How far a mapping has come in its stream; no position is before the oldest record. */
export interface Checkpoint {
  mapping: string;
  position?: string | undefined;
}

interface MappingOptions {
  definition: MappingDefinition;
  stream: RecordStream;
  host: RecordConsumer;
  checkpoints: Journal<Checkpoint>;
  queues: Queues;
  clock: Clock;
  /** Milliseconds before the retry of that number, from 1. */
  retryDelayMs: (retry: number) => number;
}

/** Feeds a function with the records of a stream: in order, at least once, from a checkpoint that is kept on disk. */
export class StreamMapping {
  readonly id: string;
  private readonly wakeUp = new Signal();
  private readonly unsubscribe: () => void;
  private readonly closing = new AbortController();
  private busy = false;
  private hurried = false;
  private rewind: { after: string | undefined } | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: MappingOptions) {
    const { definition, stream, checkpoints } = options;
    this.id = definition.id;
    const position = definition.fromOldest ? undefined : stream.latest();
    if (!checkpoints.get(this.id)) checkpoints.set(this.id, { mapping: this.id, position });
    this.unsubscribe = stream.onAppend(() => this.wakeUp.raise());
  }

  start(): void {
    if (this.options.definition.enabled) this.running = this.run();
  }

  /** Whether all records of the stream are dealt with. */
  caughtUp(): boolean {
    const latest = this.options.stream.latest();
    if (!this.options.definition.enabled || latest === undefined) return true;
    return !this.busy && !this.rewind && (this.position() ?? "") >= latest;
  }

  /** From now on without waiting for a batching window to pass, or with it again. */
  hurry(hurried: boolean): void {
    this.hurried = hurried;
    this.wakeUp.raise();
  }

  /** Delivers again all records behind the sequence number, or all there are. */
  redeliver(after?: string): void {
    this.rewind = { after };
    this.wakeUp.raise();
  }

  /** Stops after the invocation under way; what it did not finish is delivered at the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    this.unsubscribe();
    this.wakeUp.raise();
    await this.running;
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      this.busy = true;
      if (this.rewind) this.checkpoint(this.rewind.after);
      this.rewind = undefined;
      const worked = await this.step();
      this.busy = false;
      if (!worked && !this.closed) await this.wakeUp.next();
    }
  }

  /** Deals with the next batch; false when there is none. */
  private async step(): Promise<boolean> {
    const records = await this.gather();
    const last = records.at(-1);
    if (!last) return false;
    const batch = records.filter(this.options.definition.filter);
    if (await this.deliver(batch)) this.checkpoint(sequenceOf(last));
    return true;
  }

  private async gather(): Promise<ChangeRecord[]> {
    const { definition, stream } = this.options;
    const deadline = performance.now() + definition.windowMs;
    for (;;) {
      const records = await stream.read(this.position(), definition.batchSize);
      const rest = deadline - performance.now();
      const full = records.length === 0 || records.length >= definition.batchSize;
      if (full || rest <= 0 || this.hurried || this.closed) return records;
      await this.wakeUp.next(rest);
    }
  }

  /** Tries until the batch is processed or given up; false when the mapping closes before. */
  private async deliver(batch: ChangeRecord[]): Promise<boolean> {
    const { definition, host } = this.options;
    let pending = batch;
    for (let invokeCount = 1; !this.closed; invokeCount++) {
      pending = this.dropExpired(pending, invokeCount - 1);
      if (pending.length === 0) return true;
      const outcome = await host.invoke({ Records: pending }, definition.id);
      const progress = progressOf(outcome, pending, definition.reportsFailures);
      if (progress.done) return true;
      if (this.closed) return false;
      const finished = pending[progress.from - 1];
      if (finished) {
        // The retries of what is left are counted anew.
        this.checkpoint(sequenceOf(finished));
        pending = pending.slice(progress.from);
        invokeCount = 0;
      } else if (definition.bisects && pending.length > 1) {
        return this.deliverHalves(pending);
      } else if (invokeCount > definition.retries) {
        this.giveUp(pending, "RetryAttemptsExhausted", invokeCount, outcome);
        return true;
      }
      await this.backOff(Math.max(1, invokeCount));
    }
    return false;
  }

  private async deliverHalves(batch: ChangeRecord[]): Promise<boolean> {
    const middle = Math.ceil(batch.length / 2);
    const first = batch.slice(0, middle);
    if (!(await this.deliver(first))) return false;
    this.checkpoint(first.map(sequenceOf).at(-1));
    return this.deliver(batch.slice(middle));
  }

  private async backOff(retry: number): Promise<void> {
    const { signal } = this.closing;
    await pause(this.options.retryDelayMs(retry), undefined, { signal }).catch(() => undefined);
  }

  private dropExpired(batch: ChangeRecord[], invokeCount: number): ChangeRecord[] {
    const oldest = this.options.clock() - this.options.definition.recordAgeMs;
    const expired = batch.filter((record) => madeAt(record) < oldest);
    if (expired.length > 0) this.giveUp(expired, "RecordAgeExceeded", invokeCount);
    return batch.filter((record) => madeAt(record) >= oldest);
  }

  private giveUp(batch: ChangeRecord[], reason: GiveUpReason, invokeCount: number, outcome?: Outcome): void {
    const { definition, host, queues, clock } = this.options;
    if (definition.failureQueue === undefined) return;
    const { streamArn } = definition;
    const functionArn = host.definition.arn;
    const report = { batch, streamArn, functionArn, reason, invokeCount, outcome, now: clock() };
    queues.send(definition.failureQueue, failureReport(report));
  }

  private position(): string | undefined {
    return this.options.checkpoints.get(this.id)?.position;
  }

  private checkpoint(position: string | undefined): void {
    this.options.checkpoints.set(this.id, { mapping: this.id, position });
  }
}
