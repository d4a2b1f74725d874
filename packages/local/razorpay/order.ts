import { z } from "zod";
import { save } from "#local/journal";
import type { Order, Payment } from "./books";
import { type Desk, seconds } from "./desk";
import { missing, RazorpayFailure, refusal } from "./failure";
import { newId } from "./ids";
import { type Collection, collection, listPage, listParams } from "./listing";
import { amount, keptNotes, notes, readParams } from "./params";

const capture = z.strictObject({
  capture: z.enum(["automatic", "manual"]),
  capture_options: z
    .strictObject({
      automatic_expiry_period: z.int().min(12).optional(),
      manual_expiry_period: z.int().min(12).optional(),
      refund_speed: z.enum(["normal", "optimum"]).optional(),
    })
    .optional(),
});

const Create = z.strictObject({
  amount,
  currency: z.string().regex(/^[A-Z]{3}$/),
  notes: notes.optional(),
  partial_payment: z.boolean().optional(),
  payment: capture.optional(),
  receipt: z.string().max(40).optional(),
});

const smallest = 100;

/** `POST /v1/orders` */
export function createOrder(desk: Desk, fields: unknown): Order {
  const { amount, currency, receipt, ...params } = readParams(Create, fields);
  if (amount < smallest) {
    const detail = { source: "business", step: "order_creation", reason: "amount_less_than_minimum_amount" };
    throw new RazorpayFailure(400, { description: "Order amount less than minimum amount allowed", ...detail });
  }
  const taken = desk.uniqueReceipts && desk.books.orders.values().some((order) => order.receipt === receipt);
  if (receipt !== undefined && taken) throw refusal("Order receipt should be unique.");
  return save<Order>(desk.books.orders, {
    ...{ id: newId("order", desk.clock()), entity: "order", amount, amount_paid: 0, amount_due: amount, currency },
    ...{ receipt: receipt ?? null, offer_id: null, status: "created", attempts: 0 },
    notes: keptNotes(params.notes),
    created_at: seconds(desk),
  });
}

const List = z.strictObject({ ...listParams, receipt: z.string().optional() });

/** `GET /v1/orders`, also by receipt. */
export function listOrders(desk: Desk, fields: unknown): Collection {
  const { receipt, ...params } = readParams(List, fields);
  const orders = desk.books.orders.values().filter((order) => order.receipt === (receipt ?? order.receipt));
  return listPage(orders, params);
}

/** `GET /v1/orders/:id` */
export const fetchOrder = (desk: Desk, _fields: unknown, id: string): Order => findOrder(desk, id);

/** `GET /v1/orders/:id/payments`: every attempt, newest first. */
export function listOrderPayments(desk: Desk, _fields: unknown, id: string): Collection {
  const order = findOrder(desk, id);
  return collection(paymentsOf(desk, order).reverse());
}

/** Oldest first. */
export const paymentsOf = (desk: Desk, { id }: Order): Payment[] =>
  desk.books.payments.values().filter(({ order_id }) => order_id === id);

/** @throws RazorpayFailure 400. */
export function findOrder(desk: Desk, id: string): Order {
  const order = desk.books.orders.get(id);
  if (!order) throw missing();
  return order;
}
