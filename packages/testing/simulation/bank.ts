import { stripeKeys } from "./environment";
import type { Pick } from "./shop";
import type { World } from "./world";

/** What happens at Stripe beside the product: by a buyer's browser, its dashboard or a bank. */
export class Bank {
  constructor(private readonly world: World) {}

  /** The browser confirms a payment with a card. */
  confirm(payment: { payment_id: string; client_secret: string }, card: string): void {
    const { payment_id, client_secret } = payment;
    const given = { client_secret, payment_method: card, return_url: "http://localhost:5173/" };
    this.ask(`/v1/payment_intents/${payment_id}/confirm`, stripeKeys.publishableKey, given);
  }

  /** The dashboard gives money back, or a bank wants it or decides about it. */
  interfere(pick: Pick): void {
    const { intents, disputes, refunds } = this.world.desk.books;
    const paid = intents.values().filter(({ status }) => status === "succeeded");
    if (paid.length === 0) return;
    const { id: payment_intent } = pick(paid);
    const act = pick(["refund", "part", "dispute", "decide", "fail"]);
    const open = disputes.values().filter(({ status }) => status === "needs_response");
    const made = refunds.values().filter(({ status }) => status === "succeeded");
    if (act === "refund") this.ask("/v1/refunds", stripeKeys.secretKey, { payment_intent });
    if (act === "part") this.ask("/v1/refunds", stripeKeys.secretKey, { payment_intent, amount: "10000" });
    if (act === "dispute") this.control("/local/disputes", { payment_intent });
    if (act === "decide" && open.length > 0)
      this.control(`/local/disputes/${pick(open).id}/close`, { status: pick(["won", "lost"]) });
    if (act === "fail" && made.length > 0) this.control(`/local/refunds/${pick(made).id}/fail`, {});
  }

  private ask(path: string, key: string, fields: Record<string, string>): void {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-www-form-urlencoded" };
    this.send(path, headers, new URLSearchParams(fields).toString());
  }

  private control(path: string, body: object): void {
    this.send(path, {}, JSON.stringify(body));
  }

  private send(path: string, headers: Record<string, string>, text: string): void {
    const request = { method: "POST", path, query: new URLSearchParams(), headers, body: Buffer.from(text) };
    const { status } = this.world.askStripe(request);
    this.world.note(`stripe ${path} ${text} ${status}`);
  }
}
