import type { Desk } from "#local/stripe/desk";
import { writeLetter } from "#local/stripe/letter";
import type { Answer } from "./answer";
import { webhookSecret } from "./environment";
import type { Lambda } from "./lambda";
import type { Product } from "./product";
import type { Turns } from "./turns";

interface Parts {
  desk: Desk;
  product: Product;
  lambda: Lambda;
  turns: Turns;
}

/** What Stripe tells our endpoint. */
export class Webhooks {
  /** Ids of events that weren't taken yet. */
  private waiting: string[] = [];
  /** Events of Stripe's that were looked at. */
  private seen = 0;

  constructor(private readonly parts: Parts) {}

  get letters(): readonly string[] {
    return this.waiting;
  }

  /** All that our endpoint was ever told, or will be. */
  get events() {
    const { desk, product } = this.parts;
    return desk.books.events.values().filter(({ type }) => product.isHandled(type));
  }

  /** Takes up what has happened since. */
  collect(): void {
    const { desk, product } = this.parts;
    const events = desk.books.events.values();
    for (const { id, type } of events.slice(this.seen)) if (product.isHandled(type)) this.waiting.push(id);
    this.seen = events.length;
  }

  /** Hands over an event; one that is answered with anything but a success stays to be delivered. */
  async deliver(id: string): Promise<void> {
    const { desk, lambda, turns } = this.parts;
    const event = desk.books.events.get(id);
    if (!event) throw new Error(`there is no event ${id}`);
    const { headers, body } = writeLetter(event, webhookSecret, turns.now);
    const ended = (answer: Answer) => {
      if (answer && answer.status < 300) this.drop(id);
    };
    const about = event.type.startsWith("payment_intent.") ? id : undefined;
    await lambda.request("webhooks", { route: "POST /api/webhooks/stripe", headers, body }, ended, about);
  }

  /** Nobody tries to deliver it any more. */
  drop(id: string): void {
    this.waiting = this.waiting.filter((one) => one !== id);
  }

  /** Nobody tries to deliver any of them any more. */
  giveUp(): void {
    this.waiting = [];
  }
}
