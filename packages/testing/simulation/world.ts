import { createHash } from "node:crypto";
import type { DynamoDBBatchResponse } from "aws-lambda";
import type { Worker } from "#contract/needs";
import { workers } from "#contract/workers";
import { DynamoDb } from "#local/dynamodb/database";
import { type Content, MemoryLevel } from "#local/dynamodb/memory-level";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Desk } from "#local/stripe/desk";
import { writeLetter } from "#local/stripe/letter";
import { answer as answerStripe, openDesk } from "#local/stripe/stripe";
import type { Records } from "../records";
import { Reader } from "./books";
import { Chance } from "./chance";
import { Consumer, streamEvent } from "./consumer";
import { contextWith, gatewayEvent, type Request } from "./gateway";
import type { Mail, Post } from "./postman";
import { connect, loadProduct, type Product, stripeKeys, tableName, webhookSecret } from "./product";
import { enter, quiet, Realm } from "./realm";
import { Invocation, type Parked, Stage } from "./stage";
import { tableProperties } from "./table-properties";
import type { Trouble } from "./trouble";
import { Watch } from "./watch";

/** What a request came to; undefined: nobody will ever know. */
export type Answer = { status: number; body: Record<string, unknown> } | undefined;

type Schedule = keyof Product["schedules"];

interface Opened {
  product: Product;
  realm: Realm;
  level: MemoryLevel;
  table: DynamoDb;
  desk: Desk;
  stage: Stage;
  leave: () => void;
}

const declared: readonly Worker[] = workers;

/** Seconds that a function has, by its name. */
const timeouts: Record<string, number> = {
  webhooks: 20,
  ...Object.fromEntries(declared.map(({ name, needs }) => [name, needs.timeout ?? 10])),
};

/** Work that comes to an end by itself; an event's own comes at its time. */
const bought = new Set(["check-order", "send-refund", "offer-seats", "expire-offer"]);

/** As HTTP APIs wait. */
const patience = 10;

function openStripe(realm: Realm): Desk {
  const webhook = { url: () => "nowhere", secret: () => webhookSecret };
  const desk = openDesk({ ...stripeKeys, clock: () => realm.now, webhook });
  // Whoever directs delivers.
  desk.courier.setMode("hold");
  return desk;
}

/** All that is outside of the product, and the product in it: nothing goes on here that isn't asked for. */
export class World {
  private readonly mails: Mail[] = [];
  /** Names of mails of which the sender died before it could say that it had sent them. */
  private readonly doubtful = new Set<string>();
  private readonly unmarked: string[] = [];
  readonly consumers: Consumer[];
  /** Events of Stripe that weren't taken yet. */
  readonly letters: string[] = [];
  /** Calls that were carried out, or went wrong. */
  calls = 0;
  private readonly watch = new Watch();
  /** Whether something was written since it was last looked. */
  changed = false;
  private readonly reader: Reader;
  private readonly digest = createHash("sha256");
  private requests = 0;
  private told = 0;

  private constructor(private readonly opened: Opened) {
    const { product, table, level, desk } = opened;
    const stream = table.stream(tableName);
    this.consumers = declared.flatMap(({ name, trigger }) => {
      const handler = (product.consumers as Partial<Record<string, Consumer["handler"]>>)[name];
      if (!("stream" in trigger) || !handler) return [];
      return [new Consumer({ name, ...trigger.stream }, handler, stream)];
    });
    const parked = () => this.consumers.flatMap((consumer) => consumer.parked);
    this.reader = new Reader(level, desk.books, () => this.arrived(), parked);
  }

  /** Opens one with what lies in the table. Nothing else in this process may live until it is closed. */
  static async open({ seed, at, content }: { seed: number; at: number; content?: Content }): Promise<World> {
    const product = await loadProduct();
    const realm = new Realm(at, new Chance(seed));
    const take = (cause: string | undefined) => void product.causedBy(cause, () => new Promise(() => undefined));
    const stage = new Stage({ get: product.cause, take });
    const leave = enter(realm, stage);
    const level = new MemoryLevel(content);
    const place = { region: "us-east-1", account: "123456789012" };
    const table = await DynamoDb.open({ ...place, directory: level, clock: () => realm.now });
    await table.ensureTable(tableProperties);
    const world = new World({ product, realm, level, table, desk: openStripe(realm), stage, leave });
    connect({ stage, table: world.askTable, stripe: world.askStripe, post: world.post(stage) });
    // A client remembers how its calls went of late.
    Object.assign(await product.documents.config.retryStrategy(), { capacity: 500 });
    return world;
  }

  get now(): number {
    return this.opened.realm.now;
  }

  /** What no function may do or be told; in words. */
  get surprises(): string[] {
    return this.watch.surprises;
  }

  get product(): Product {
    return this.opened.product;
  }

  get desk(): Desk {
    return this.opened.desk;
  }

  get parked(): readonly Parked[] {
    return this.opened.stage.parked;
  }

  get live(): ReadonlySet<Invocation> {
    return this.opened.stage.live;
  }

  content(): Content {
    return this.opened.level.content();
  }

  records(): Records {
    return this.reader.read();
  }

  /** Adds to what tells one history from another. */
  note(line: string): void {
    this.digest.update(`${this.now} ${line}\n`);
  }

  fingerprint(): string {
    return this.digest.copy().digest("hex");
  }

  /** Lets the function of a group have a request. */
  async request(
    group: keyof Product["gateway"],
    request: Request,
    ended: (answer: Answer) => void,
    about?: string,
  ): Promise<void> {
    const event = gatewayEvent(request, `request-${++this.requests}`);
    const told = (result: unknown) => {
      const answer = answerOf(result);
      if (answer && isUnforeseen(answer, invocation)) this.surprises.push(`${name} answers ${answer.status}`);
      ended(answer);
    };
    const name = `${group}(${request.by ?? "stripe"}) ${request.route}`;
    const invocation = new Invocation(name, this.now + (timeouts[group] ?? patience) * 1000, told);
    invocation.event = about;
    const context = contextWith(() => invocation.deadline - this.now);
    this.opened.stage.start(invocation, () => this.product.gateway[group](event, context));
    await this.settle();
  }

  /** Hands over an event of Stripe's; one that is answered with anything but a success stays to be delivered. */
  async deliver(id: string): Promise<void> {
    const event = this.desk.books.events.get(id);
    if (!event) throw new Error(`there is no event ${id}`);
    const { headers, body } = writeLetter(event, webhookSecret, this.now);
    const taken = (answer: Answer) => {
      const place = this.letters.indexOf(id);
      if (answer && answer.status < 300 && place >= 0) this.letters.splice(place, 1);
    };
    const about = event.type.startsWith("payment_intent.") ? id : undefined;
    await this.request("webhooks", { route: "POST /api/webhooks/stripe", headers, body }, taken, about);
  }

  /** Lets a consumer have what comes next in the stream. @param kept whether it is remembered that it was taken */
  async consume(consumer: Consumer, kept = true): Promise<boolean> {
    if (consumer.busy || !consumer.isBehind) return false;
    const records = await consumer.next();
    if (records.length === 0) return false;
    consumer.busy = true;
    const { name } = consumer.mapping;
    const invocation = new Invocation(name, this.now + (timeouts[name] ?? patience) * 1000, (answer) => {
      consumer.busy = false;
      if (name === "mailer") this.doubtUnmarked();
      // What a consumer's handler answers.
      consumer.finish(records, kept ? (answer as DynamoDBBatchResponse | undefined) : undefined);
    });
    this.opened.stage.start(invocation, () => consumer.handler(streamEvent(records)));
    await this.settle();
    return true;
  }

  /** Runs what a schedule runs, unless it is running. */
  async tick(name: Schedule): Promise<boolean> {
    if ([...this.live].some((invocation) => invocation.name === name)) return false;
    const invocation = new Invocation(name, this.now + (timeouts[name] ?? patience) * 1000, () => undefined);
    this.opened.stage.start(invocation, () => this.product.schedules[name]());
    await this.settle();
    return true;
  }

  /** Lets one call be carried out. A millisecond or more passes. */
  async release(parked: Parked, trouble: Trouble): Promise<Trouble> {
    this.note(`${parked.by.name} ${parked.call.what} ${trouble} ${parked.call.told}`);
    this.calls += 1;
    this.opened.realm.now += 1;
    const met = await this.opened.stage.release(parked, trouble);
    this.watch.see(parked, met.trouble, met.response);
    await this.settle();
    return met.trouble;
  }

  /** Lets time pass: what waits for a moment in it goes on, and whose time is over ends. */
  async wait(milliseconds: number): Promise<void> {
    const { realm, stage } = this.opened;
    const until = realm.now + milliseconds;
    for (let timer = realm.due(until); timer; timer = realm.due(until)) {
      realm.fire(timer);
      await this.settle();
    }
    realm.now = until;
    for (const invocation of [...stage.live]) if (invocation.deadline <= until) stage.kill(invocation);
    await this.settle();
  }

  /** When work falls due next that follows from what was bought; milliseconds since the epoch. */
  nextDue(): number | undefined {
    const due = this.records().due.filter(({ work }) => bought.has(work));
    return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => Date.parse(at)));
  }

  /** Milliseconds until something that sleeps wakes up. */
  untilAwake(): number | undefined {
    const timer = this.opened.realm.due(Number.POSITIVE_INFINITY);
    return timer && Math.max(0, timer.at - this.now);
  }

  async close(): Promise<void> {
    for (const invocation of [...this.live]) this.opened.stage.kill(invocation);
    await this.settle();
    this.opened.leave();
    await this.opened.table.close();
  }

  /** Mails, those once of which nobody could tell whether they had gone. */
  private arrived(): Mail[] {
    return this.mails.filter(
      ({ name }, place) => !this.doubtful.has(name) || this.mails.findIndex((mail) => mail.name === name) === place,
    );
  }

  /** Resolves when everybody is done, or waits for the scheduler or the clock. */
  private async settle(): Promise<void> {
    const { stage, realm } = this.opened;
    const waits = (one: Invocation) => stage.parked.some(({ by }) => by === one) || realm.sleeps(one);
    await quiet(() => [...stage.live].every(waits));
    stage.pause();
  }

  /** Asks Stripe something beside the product: as a buyer's browser, its dashboard or a bank. */
  askStripe = (request: ServiceRequest): ServiceResponse => {
    const answer = answerStripe(this.desk, request);
    if (request.method !== "GET") this.changed = true;
    this.collectLetters();
    return answer;
  };

  private askTable = (request: ServiceRequest): Promise<ServiceResponse> => {
    const target = request.headers["x-amz-target"] ?? "";
    if (!/\.(Get|BatchGet|Query)/.test(target)) this.changed = true;
    return this.opened.table.handle(request);
  };

  private post(stage: Stage): Post {
    const take = (mail: Mail) => {
      this.mails.push(mail);
      this.unmarked.push(mail.name);
    };
    return { stage, take, doubt: (name) => this.doubtful.add(name) };
  }

  /** What was sent, and isn't on record as sent when its sender ends, can come twice: see core/delivery.ts. */
  private doubtUnmarked(): void {
    for (const name of this.unmarked.splice(0)) if (!this.reader.isSent(name)) this.doubtful.add(name);
  }

  private collectLetters(): void {
    const events = this.desk.books.events.values();
    for (const { id, type } of events.slice(this.told)) if (this.tells(type)) this.letters.push(id);
    this.told = events.length;
  }

  /** Whether our endpoint listens to it. */
  private tells(type: string): boolean {
    return this.product.isHandled(type);
  }
}

const isUnforeseen = ({ status, body }: NonNullable<Answer>, { isTroubled }: Invocation): boolean =>
  status >= 500 && body.code === "internal_error" && !isTroubled;

function answerOf(result: unknown): Answer {
  if (typeof result !== "object" || result === null) return undefined;
  const { statusCode, body } = result as { statusCode?: number; body?: string };
  return { status: statusCode ?? 500, body: body ? JSON.parse(body) : {} };
}
