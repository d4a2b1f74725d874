import type { Answer } from "./answer";
import type { Request } from "./gateway";
import { stripeKeys } from "./product";
import { admin, buyers, codes, type Stock } from "./stock";
import type { World } from "./world";

interface Payment {
  payment_id: string;
  client_secret: string;
}

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
  private under = 0;
  private keys = 0;
  private last: { group: "orders" | "events"; request: Request } | undefined;

  constructor(
    private readonly world: World,
    private readonly stock: Stock,
  ) {}

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
    const card = pick(cards);
    const { client_secret } = payment;
    const given = { client_secret, payment_method: card, return_url: "http://localhost:5173/" };
    this.askStripe(`/v1/payment_intents/${payment.payment_id}/confirm`, stripeKeys.publishableKey, given);
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

  /** What an admin does about an order, or about how many seats there are. */
  async administer(pick: Pick): Promise<void> {
    if (this.orders.length === 0) return;
    const params = { id: pick(this.orders).id };
    const reason = "The buyer asked for it";
    const act = pick(["refund", "refund", "part", "cancelled", "completed", "capacity"]);
    if (act === "refund" || act === "part") {
      const body = act === "part" ? { reason, amount: 100 } : { reason };
      await this.ask("orders", { route: "POST /api/orders/{id}/refund", by: admin, params, body });
    } else if (act === "capacity") {
      const body = { capacity: pick([1, 2, 3]) };
      await this.ask("events", { route: "PUT /api/events/{id}", by: admin, params: { id: this.stock.event }, body });
    } else
      await this.ask("orders", {
        route: "PUT /api/orders/{id}/status",
        by: admin,
        params,
        body: { status: act, reason },
      });
  }

  /** Stripe's dashboard gives money back, or a bank wants it or decides about it. */
  async bank(pick: Pick): Promise<void> {
    const { intents, disputes, refunds } = this.world.desk.books;
    const paid = intents.values().filter(({ status }) => status === "succeeded");
    if (paid.length === 0) return;
    const { id: payment_intent } = pick(paid);
    const act = pick(["refund", "part", "dispute", "decide", "fail"]);
    const open = disputes.values().filter(({ status }) => status === "needs_response");
    const made = refunds.values().filter(({ status }) => status === "succeeded");
    if (act === "refund") this.askStripe("/v1/refunds", stripeKeys.secretKey, { payment_intent });
    if (act === "part") this.askStripe("/v1/refunds", stripeKeys.secretKey, { payment_intent, amount: "10000" });
    if (act === "dispute") this.control("/local/disputes", { payment_intent });
    if (act === "decide" && open.length > 0)
      this.control(`/local/disputes/${pick(open).id}/close`, { status: pick(["won", "lost"]) });
    if (act === "fail" && made.length > 0) this.control(`/local/refunds/${pick(made).id}/fail`, {});
  }

  private async ask(group: "orders" | "events", request: Request): Promise<void> {
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

  private askStripe(path: string, key: string, fields: Record<string, string>): void {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-www-form-urlencoded" };
    const body = Buffer.from(new URLSearchParams(fields).toString());
    this.send(path, headers, body);
  }

  private control(path: string, body: object): void {
    this.send(path, {}, Buffer.from(JSON.stringify(body)));
  }

  private send(path: string, headers: Record<string, string>, body: Buffer): void {
    const { status } = this.world.askStripe({ method: "POST", path, query: new URLSearchParams(), headers, body });
    this.world.note(`stripe ${path} ${body} ${status}`);
  }
}
