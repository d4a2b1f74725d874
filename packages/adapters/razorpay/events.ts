import type { ProviderEvent } from "../payment";
import { secretThat } from "../secrets";
import { evidenceOf, retrieve } from "./orders";
import { event, noted } from "./shapes";
import { matches } from "./signature";

/** Events that say all about a payment; what refunds and disputes have changed is asked for. */
const aboutPayment = /^(payment\.(authorized|captured|failed)|order\.paid)$/;
const aboutMoneyBack = /^(refund\.|payment\.dispute\.)/;

async function told(id: string, body: Buffer): Promise<ProviderEvent> {
  const { event: type, payload } = event.parse(JSON.parse(body.toString()));
  const payment = payload.payment?.entity;
  const reference = payment?.order_id;
  if (!payment || !reference) return { id };
  if (aboutMoneyBack.test(type)) return { id, changed: reference };
  if (!aboutPayment.test(type)) return { id };
  // A payment has what the checkout noted, which need not be what the order has.
  const order_id = (payload.order && noted(payload.order.entity, "order_id")) ?? noted(payment, "order_id");
  return { id, evidence: order_id ? evidenceOf(payment, reference, order_id) : await retrieve(reference) };
}

/** Reads a webhook. Its signature has no date: what comes again changes nothing, because every step is forward only. */
export async function readEvent(body: Buffer, headers: Record<string, string | undefined>) {
  const signature = headers["x-razorpay-signature"] ?? "";
  const signed = (key: string) => matches(signature, body, key);
  if (!(await secretThat("RAZORPAY_WEBHOOK_SECRET", signed))) return undefined;
  return told(headers["x-razorpay-event-id"] ?? signature, body);
}
