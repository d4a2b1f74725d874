import type { Order, OrderState } from "./order.entity";

type Statuses = {
  payment_status: "pending" | "completed" | "failed" | "refunded";
  order_status: "pending" | "completed" | "cancelled";
};

/** The two statuses that clients know, from the one state. */
export const statuses = {
  pending: { payment_status: "pending", order_status: "pending" },
  completed: { payment_status: "completed", order_status: "completed" },
  partially_refunded: { payment_status: "completed", order_status: "completed" },
  failed: { payment_status: "failed", order_status: "cancelled" },
  cancelled: { payment_status: "failed", order_status: "cancelled" },
  refunded: { payment_status: "refunded", order_status: "cancelled" },
} satisfies Record<OrderState, Statuses>;

/** An order as it goes out. */
export const orderView = (order: Order) => ({
  ...order,
  ...statuses[order.state],
  order_id: order.id,
  buyer: { name: order.buyer_name, email: order.buyer_email },
});
