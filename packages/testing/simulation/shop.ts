import type { Answer } from "./answer";
import { Bank } from "./bank";
import type { Request } from "./gateway";
import { admin, buyers, codes, type Stock } from "./stock";
import type { World } from "./world";

interface Payment {
  payment_id: string;
  client_secret: string;
}

type Group = "orders" | "events";

/** An order as whoever placed it knows it. */
interface Known {
  id: string;
  by: string;
  payment: Payment | undefined;
}

/** Requests under way at once, at most: people wait for their answers. */
const most = 5;

/** Most of them can pay. */
const cards = [
  ...["pm_card_visa", "pm_card_visa", "pm_card_visa"],
  ...["pm_card_chargeDeclined", "pm_card_visa_chargeDeclinedInsufficientFunds"],
];

/** A choice among few. */
export type Pick = <Option>(options: readonly Option[]) => Option;

/** People at their browsers: what they ask of the product and of Stripe, and what they know. */
export class Shop {
  readonly orders: Known[] = [];
  private readonly stripe: Bank;
  private under = 0;
  private keys = 0;
  private last: { group: Group; request: Request } | undefined;

  constructor(
    private readonly world: World,
    private readonly stock: Stock,
  ) {
    this.stripe = new Bank(world);
  }

  get isBusy(): boolean {
    return this.under >= most;
  }

  /** Orders the course or a seat, with a coupon or without. */
  async order(pick: Pick): Promise<void> {
    const by = pick(buyers);
    const wanted = pick([{ course_id: this.stock.course }, { event_id: this.stock.event }]);
    const coupon = pick([undefined, undefined, ...codes]);
    const body = { ...wanted, ...(coupon ? { coupon_code: coupon } : {}) };
    const headers: Record<string, string> = pick([true, false]) ? { "idempotency-key": `key-${++this.keys}` } : {};
    await this.ask("orders", { route: "POST /api/orders/create-payment", by, body, headers });
  }

  /** The same once more, as after a lost answer. */
  async again(): Promise<void> {
    if (this.last) await this.ask(this.last.group, this.last.request);
  }

  /** The browser confirms a payment with Stripe. */
  async pay(pick: Pick): Promise<void> {
    const payable = this.orders.filter(({ payment }) => payment);
    if (payable.length === 0) return;
    const { payment } = pick(payable);
    if (!payment) return;
    this.stripe.confirm(payment, pick(cards));
  }

  async verify(pick: Pick): Promise<void> {
    if (this.orders.length === 0) return;
    const { id, by } = pick(this.orders);
    await this.ask("orders", { route: "POST /api/orders/verify-payment", by, body: { order_id: id } });
  }

  /** Gives a seat back, or joins and leaves the queue for one. */
  async seat(pick: Pick): Promise<void> {
    const way = pick(["DELETE register", "DELETE register", "POST waitlist", "DELETE waitlist"]);
    const [method, what] = way.split(" ");
    const params = { id: this.stock.event };
    await this.ask("events", { route: `${method} /api/events/{id}/${what}`, by: pick(buyers), params });
  }

  /** What an admin does about an order, or about the event. */
  async administer(pick: Pick): Promise<void> {
    if (this.orders.length === 0) return;
    const { id } = pick(this.orders);
    const act = pick(["refund", "refund", "part", "cancelled", "completed", "event"] as const);
    if (act === "event") return this.changeEvent(pick);
    const reason = "The buyer asked for it";
    if (act === "refund") return this.command("orders", "POST /api/orders/{id}/refund", id, { reason });
    if (act === "part") return this.command("orders", "POST /api/orders/{id}/refund", id, { reason, amount: 100 });
    return this.command("orders", "PUT /api/orders/{id}/status", id, { status: act, reason });
  }

  /** There are more seats or fewer, or it doesn't take place. */
  private changeEvent(pick: Pick): Promise<void> {
    const capacity = pick([1, 2, 3, 0]);
    if (capacity > 0) return this.command("events", "PUT /api/events/{id}", this.stock.event, { capacity });
    return this.command("events", "PUT /api/events/{id}/status", this.stock.event, { status: "cancelled" });
  }

  /** What happens at Stripe by anybody but us and our buyers. */
  async bank(pick: Pick): Promise<void> {
    this.stripe.interfere(pick);
  }

  private command(group: Group, route: string, id: string, body: object): Promise<void> {
    return this.ask(group, { route, by: admin, params: { id }, body });
  }

  private async ask(group: Group, request: Request): Promise<void> {
    this.last = { group, request };
    this.under += 1;
    this.world.note(`${request.by} ${request.route} ${JSON.stringify(request.body)}`);
    await this.world.lambda.request(group, request, (answer) => {
      this.under -= 1;
      this.learn(request.by ?? "", answer);
    });
  }

  private learn(by: string, answer: Answer): void {
    this.world.note(`${by} is answered ${answer?.status ?? "nothing"}`);
    const { order, payment } = (answer?.body ?? {}) as { order?: { id: string }; payment?: Payment | null };
    if (!order) return;
    const known = this.orders.find(({ id }) => id === order.id);
    if (!known) this.orders.push({ id: order.id, by, payment: payment ?? undefined });
    else if (payment) known.payment = payment;
  }
}
