import type { Content } from "#local/dynamodb/memory-level";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Desk } from "#local/stripe/desk";
import { answer as answerStripe } from "#local/stripe/stripe";
import type { Records } from "../records";
import { Reader } from "./books";
import { Chronicle } from "./chronicle";
import { tableName } from "./environment";
import { Lambda } from "./lambda";
import { Mailbag } from "./mailbag";
import { connect, type Product } from "./product";
import { type Beginning, type Surroundings, surround } from "./surroundings";
import { Turns } from "./turns";
import { Watch } from "./watch";
import { Webhooks } from "./webhooks";

/** Work that comes to an end by itself; what else an event has to do comes at its time. */
const ending = new Set(["check-order", "send-refund", "offer-seats", "expire-offer", "close-event"]);

/** All that is outside of the product, and the product in it: nothing goes on here that isn't asked for. */
export class World {
  readonly turns: Turns;
  readonly lambda: Lambda;
  readonly webhooks: Webhooks;
  /** Whether something was written since it was last looked. */
  changed = false;
  private readonly watch = new Watch();
  private readonly mailbag = new Mailbag((name) => this.reader.isSent(name));
  private readonly chronicle: Chronicle;
  private readonly reader: Reader;

  private constructor(private readonly around: Surroundings) {
    const { product, realm, stage, level, table, desk } = around;
    const { watch, mailbag } = this;
    this.chronicle = new Chronicle(realm);
    this.turns = new Turns({ realm, stage, watch, chronicle: this.chronicle });
    this.lambda = new Lambda({ product, turns: this.turns, watch, mailbag, stream: table.stream(tableName) });
    this.webhooks = new Webhooks({ desk, product, lambda: this.lambda, turns: this.turns });
    const parked = () => this.lambda.consumers.flatMap((consumer) => consumer.parked);
    this.reader = new Reader(level, desk.books, () => mailbag.arrived(), parked);
  }

  /** Opens one with what lies in the table. Nothing else in this process may live until it is closed. */
  static async open(beginning: Beginning): Promise<World> {
    const around = await surround(beginning);
    const { product, stage } = around;
    const world = new World(around);
    const { take, doubt } = world.mailbag;
    connect({ stage, table: world.askTable, stripe: world.askStripe, post: { stage, take, doubt } });
    // A client remembers how its calls went of late.
    Object.assign(await product.documents.config.retryStrategy(), { capacity: 500 });
    return world;
  }

  get now(): number {
    return this.turns.now;
  }

  get product(): Product {
    return this.around.product;
  }

  get desk(): Desk {
    return this.around.desk;
  }

  /** What no function may do or be told; in words. */
  get surprises(): readonly string[] {
    return this.watch.surprises;
  }

  content(): Content {
    return this.around.level.content();
  }

  records(): Records {
    return this.reader.read();
  }

  /** Adds to what tells one history from another. */
  note(line: string): void {
    this.chronicle.note(line);
  }

  fingerprint(): string {
    return this.chronicle.fingerprint();
  }

  /** When such work falls due next; milliseconds since the epoch. */
  nextDue(): number | undefined {
    const due = this.records().due.filter(({ work }) => ending.has(work));
    return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => Date.parse(at)));
  }

  /** Asks Stripe something beside the product: as a buyer's browser, its dashboard or a bank. */
  askStripe = (request: ServiceRequest): ServiceResponse => {
    const answer = answerStripe(this.desk, request);
    if (request.method !== "GET") this.changed = true;
    this.webhooks.collect();
    return answer;
  };

  private askTable = (request: ServiceRequest): Promise<ServiceResponse> => {
    const target = request.headers["x-amz-target"] ?? "";
    if (!/\.(Get|BatchGet|Query)/.test(target)) this.changed = true;
    return this.around.table.handle(request);
  };

  async close(): Promise<void> {
    await this.turns.stop();
    this.around.leave();
    await this.around.table.close();
  }
}
