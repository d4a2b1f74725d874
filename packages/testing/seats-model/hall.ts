import { call, type Reply } from "../api";
import { newEvent } from "../events";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import type { TestPlatform } from "../platform";
import { readRecords } from "../records";
import { refund, refundAtStripe } from "../refunds";
import { minute, pass, reconcile, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

interface Payment {
  payment_id: string;
  client_secret: string;
  publishable_key: string;
}

/** A token lives a quarter of an hour. */
const fresh = 12 * minute;

/** An event and the people who want into it, over HTTP. */
export class Hall {
  private readonly signedIn: number[];
  private readonly orders: ({ id: string; payment: Payment } | undefined)[];

  private constructor(
    readonly platform: TestPlatform,
    private admin: Person,
    private readonly people: Person[],
    readonly event: { id: string },
  ) {
    this.signedIn = Array(people.length + 1).fill(platform.ahead);
    this.orders = Array(people.length).fill(undefined);
  }

  static async open(
    platform: TestPlatform,
    crew: { admin: Person; people: Person[] },
    { capacity, price }: { capacity: number; price: number },
  ): Promise<Hall> {
    const admin = await signedInAgain(platform, crew.admin);
    const people = await Promise.all(crew.people.map((person) => signedInAgain(platform, person)));
    const in90Days = new Date(Date.now() + platform.ahead + 90 * 24 * 60 * minute).toISOString();
    const when = { date: in90Days.slice(0, 10), time: "10:00", timezone: "UTC", duration: 60 };
    const event = await newEvent(platform, admin, { ...when, capacity, price });
    return new Hall(platform, admin, people, event);
  }

  private async tokenOf(person: number): Promise<string> {
    const { ahead } = this.platform;
    if (ahead - (this.signedIn[person] ?? 0) > fresh) {
      this.people[person] = await signedInAgain(this.platform, this.person(person));
      this.signedIn[person] = ahead;
    }
    return this.person(person).token;
  }

  private person(index: number): Person {
    const found = this.people[index];
    if (!found) throw new Error(`there is no person ${index}`);
    return found;
  }

  private async adminNow(): Promise<Person> {
    const last = this.people.length;
    if (this.platform.ahead - (this.signedIn[last] ?? 0) > fresh) {
      this.admin = await signedInAgain(this.platform, this.admin);
      this.signedIn[last] = this.platform.ahead;
    }
    return this.admin;
  }

  private async ask(person: number, route: string, body?: object): Promise<Reply> {
    const reply = await call(this.platform, route, { token: await this.tokenOf(person), body });
    await delivered(this.platform);
    return reply;
  }

  async buy(person: number): Promise<Reply> {
    const reply = await this.ask(person, "POST /api/orders/create-payment", { event_id: this.event.id });
    if (reply.status === 201 && reply.body.payment)
      this.orders[person] = { id: reply.body.order.id, payment: reply.body.payment };
    return reply;
  }

  /** Told by the webhook, by the buyer's own asking, or by nobody until the reconciler comes. */
  async pay(person: number, told: "webhook" | "verify" | "reconciler"): Promise<void> {
    const order = this.orderOf(person);
    if (told !== "webhook") await webhooks(this.platform, "drop");
    await pay(this.platform, order.payment);
    if (told === "verify") await this.ask(person, "POST /api/orders/verify-payment", { order_id: order.id });
    await delivered(this.platform);
    await webhooks(this.platform, "normal");
    if (told !== "reconciler") return;
    await this.wait(11);
    await reconcile(this.platform);
  }

  private orderOf(person: number) {
    const order = this.orders[person];
    if (!order) throw new Error(`${person} has no order`);
    return order;
  }

  register = (person: number) => this.ask(person, `POST /api/events/${this.event.id}/register`);
  leave = (person: number) => this.ask(person, `DELETE /api/events/${this.event.id}/register`);
  queueUp = (person: number) => this.ask(person, `POST /api/events/${this.event.id}/waitlist`);

  async setCapacity(capacity: number): Promise<Reply> {
    const { token } = await this.adminNow();
    const reply = await call(this.platform, `PUT /api/events/${this.event.id}`, { token, body: { capacity } });
    await delivered(this.platform);
    return reply;
  }

  /** Major units. */
  async refund(person: number, amount: number | undefined, by: "admin" | "dashboard"): Promise<void> {
    const { id, payment } = this.orderOf(person);
    if (by === "admin") await refund(this.platform, await this.adminNow(), { id }, { amount });
    else await refundAtStripe(this.platform, payment, amount === undefined ? undefined : amount * 100);
    await delivered(this.platform);
  }

  /** Lets minutes pass; the sweeper comes twice: what the first does can be work for the second. */
  async wait(minutes: number): Promise<void> {
    await delivered(this.platform);
    pass(this.platform, minutes * minute);
    for (let turn = 0; turn < 2; turn++) await sweep(this.platform);
    await delivered(this.platform);
  }

  /** Where everybody stands, by the table. */
  async standings(): Promise<string[]> {
    const { registration, order } = await readRecords(this.platform);
    return this.people.map(({ id }) => {
      const held = order.some(
        ({ user_id, event_id, holding }) => user_id === id && event_id === this.event.id && holding,
      );
      const row = registration.find(({ user_id, event_id }) => user_id === id && event_id === this.event.id);
      if (held) return "holding";
      return row === undefined || row.status === "cancelled" ? "nothing" : row.status;
    });
  }

  /** Minor units that each has paid for this event and not got back, as Stripe has it. */
  async money(): Promise<number[]> {
    const { payments, order } = await readRecords(this.platform);
    return this.people.map(({ id }) => {
      const own = order.filter(({ user_id, event_id }) => user_id === id && event_id === this.event.id);
      const ids = new Set(own.map((one) => one.id));
      const mine = payments.filter(({ order_id }) => order_id !== undefined && ids.has(order_id));
      return mine.reduce((sum, { received, returned }) => sum + received - returned, 0);
    });
  }

  violations = (): Promise<string[]> => violations(this.platform);

  /** Who waits, by the table, first first. */
  async queue(): Promise<number[]> {
    const { waiting } = await readRecords(this.platform);
    return waiting
      .filter(({ event_id }) => event_id === this.event.id)
      .sort((a, b) => (a.since + a.user_id < b.since + b.user_id ? -1 : 1))
      .map(({ user_id }) => this.people.findIndex(({ id }) => id === user_id));
  }
}

/** People for all halls of a run: registering takes most of the time. */
export async function gatherCrew(platform: TestPlatform, size: number): Promise<{ admin: Person; people: Person[] }> {
  const admin = await newPerson(platform, { role: "admin" });
  const people: Person[] = [];
  while (people.length < size) people.push(await newPerson(platform));
  return { admin, people };
}
