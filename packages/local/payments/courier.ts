import { setImmediate as immediate } from "node:timers/promises";
import { type Journal, save } from "#local/journal";
import type { Clock } from "#local/service";
import { type Letter, postWebhook, type WebhookTarget } from "./webhook";

/** What happened, as a provider records it. */
export interface Happening {
  id: string;
  type: string;
}

/** An event that the webhook endpoint hasn't taken yet. */
interface Delivery {
  /** The event's id. */
  id: string;
  attempts: number;
  /** Milliseconds since the epoch. */
  dueAt: number;
  /** Waits for `release` instead of the time. */
  held: boolean;
  /** How many times each attempt posts it. */
  copies: number;
}

/** What happens to new events: `drop` forgets them, `hold` keeps them back, `duplicate` posts each twice. */
type CourierMode = "drop" | "duplicate" | "hold" | "normal";

interface Options<Event extends Happening> {
  deliveries: Journal<Delivery>;
  events: Journal<Event>;
  /** Whoever is told of an event; nobody: it counts as taken. */
  targets: (event: Event) => WebhookTarget[];
  /** How the provider posts an event, signed at `now` (milliseconds). */
  write: (event: Event, secret: string, now: number) => Letter;
  /** Told of an event that no webhook will come of any more: it was taken, or dropped. */
  done?: (event: Event) => void;
  clock: Clock;
  /** Milliseconds before the second, third, … attempt. */
  retryDelays: number[];
  log: (line: string) => void;
}

/** Delivers events to the webhook endpoint, at least once, in no particular order, also across restarts. */
export class Courier<Event extends Happening> {
  private mode: CourierMode = "normal";
  private modeLeft = Number.POSITIVE_INFINITY;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(private readonly options: Options<Event>) {
    for (const delivery of options.deliveries.values()) if (!delivery.held) this.schedule(delivery);
  }

  /** Starts the delivery of a new event, by the mode. Returns before anything is sent. */
  dispatch(event: Event): void {
    const mode = this.takeMode();
    if (mode === "drop") {
      this.options.done?.(event);
      return;
    }
    const delivery = this.plan(event.id, { held: mode === "hold", copies: mode === "duplicate" ? 2 : 1 });
    if (!delivery.held) this.start(delivery);
  }

  /** Sends an event (again), whatever the mode. */
  resend(event: Event): void {
    this.start(this.plan(event.id, { held: false, copies: 1 }));
  }

  /** For all new events, or for the next `times` ones. */
  setMode(mode: CourierMode, times = Number.POSITIVE_INFINITY): void {
    this.mode = mode;
    this.modeLeft = times;
  }

  /** Sends what is held, each once the one before has been answered. Returns the events' ids in that order. */
  release(order: "forward" | "reverse"): string[] {
    const held = this.options.deliveries.values().filter((delivery) => delivery.held);
    if (order === "reverse") held.reverse();
    const released = held.map(({ id }) => this.plan(id, { held: false, copies: 1 }));
    this.track(this.sendInTurn(released));
    return released.map(({ id }) => id);
  }

  /** Ids of the events that wait, and of those held back. */
  state(): { mode: CourierMode; pending: string[]; held: string[] } {
    const [held, pending] = [true, false].map((kind) =>
      this.options.deliveries
        .values()
        .filter((delivery) => delivery.held === kind)
        .map(({ id }) => id),
    );
    return { mode: this.mode, pending: pending ?? [], held: held ?? [] };
  }

  /** Resolves when nothing is being sent; what is held, or waits for its retry, doesn't count. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Stops sending; what isn't delivered is sent after the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    for (const timer of this.timers) clearTimeout(timer);
    await this.settled();
  }

  private takeMode(): CourierMode {
    const mode = this.mode;
    this.modeLeft -= 1;
    if (this.modeLeft <= 0) this.setMode("normal");
    return mode;
  }

  private plan(id: string, { held, copies }: Pick<Delivery, "copies" | "held">): Delivery {
    return save(this.options.deliveries, { id, attempts: 0, dueAt: this.options.clock(), held, copies });
  }

  private schedule(delivery: Delivery): void {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        this.start(delivery);
      },
      Math.max(0, delivery.dueAt - this.options.clock()),
    );
    this.timers.add(timer);
  }

  private start(delivery: Delivery): void {
    this.track(this.send(delivery));
  }

  private track(sending: Promise<void>): void {
    const tracked = sending.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async sendInTurn(deliveries: Delivery[]): Promise<void> {
    for (const delivery of deliveries) await this.send(delivery);
  }

  private async send(delivery: Delivery): Promise<void> {
    await immediate();
    const { clock, deliveries, events, targets, write } = this.options;
    const event = events.get(delivery.id);
    // Sent meanwhile by `resend` or `release`.
    const done = deliveries.get(delivery.id) === undefined;
    if (!event || done || this.closing.signal.aborted) return;
    const copies = targets(event).flatMap((target) => Array.from({ length: delivery.copies }, () => target));
    const posts = copies.map((target) =>
      postWebhook(target, (secret) => write(event, secret, clock()), this.closing.signal),
    );
    const failures = (await Promise.all(posts)).filter((failure) => failure !== undefined);
    if (failures.length === 0) this.finish(event);
    else if (!this.closing.signal.aborted) this.retry(delivery, event, failures.join(", "));
  }

  private finish(event: Event): void {
    this.options.deliveries.delete(event.id);
    this.options.done?.(event);
  }

  private retry(delivery: Delivery, event: Event, failure: string): void {
    const { deliveries, clock, log, retryDelays } = this.options;
    const delay = retryDelays[delivery.attempts];
    const attempts = delivery.attempts + 1;
    log(`webhook ${event.type} ${event.id}, attempt ${attempts}: ${failure}${delay === undefined ? "; given up" : ""}`);
    if (delay === undefined) deliveries.delete(event.id);
    else this.schedule(save(deliveries, { ...delivery, attempts, dueAt: clock() + delay }));
  }
}
