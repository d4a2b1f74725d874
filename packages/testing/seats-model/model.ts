/** Where somebody stands with an event. */
export type Standing = "nothing" | "holding" | "registered" | "waiting" | "offered";

/**
 * What must be, as simply as it can be said: an event with seats, people, and a queue. Every rule of the promise is here
 * in one line, and nothing of how it is kept.
 */
export class Model {
  capacity: number;
  readonly standings: Standing[];
  /** Who waits, in the order in which they came. */
  queue: number[] = [];
  /** Minor units that each has paid and not got back. */
  readonly paid: number[];

  constructor(
    people: number,
    capacity: number,
    /** Minor units; 0 for a free event. */
    readonly price: number,
  ) {
    this.capacity = capacity;
    this.standings = Array(people).fill("nothing");
    this.paid = Array(people).fill(0);
  }

  count(...wanted: Standing[]): number {
    return this.standings.filter((standing) => wanted.includes(standing)).length;
  }

  get taken(): number {
    return this.count("holding", "registered", "offered");
  }

  /** Whether somebody who didn't wait can have a seat: nobody is overtaken. */
  get open(): boolean {
    return this.taken < this.capacity && this.queue.length === 0;
  }

  is(person: number, ...standings: Standing[]): boolean {
    return standings.includes(this.standings[person] ?? "nothing");
  }

  set(person: number, standing: Standing): void {
    this.queue = this.queue.filter((one) => one !== person);
    if (standing === "waiting") this.queue.push(person);
    this.standings[person] = standing;
  }

  /** The whole price, when it is all that is left to give back. */
  paidOf(person: number): number {
    return this.paid[person] ?? 0;
  }

  /** Free seats go to whoever waits, the first first. */
  offer(): void {
    for (let next = this.queue[0]; next !== undefined && this.taken < this.capacity; next = this.queue[0])
      this.set(next, "offered");
  }

  /** Those of a standing, who lose it. */
  expire(standing: Standing): void {
    for (const [person, one] of this.standings.entries()) if (one === standing) this.set(person, "nothing");
  }
}
