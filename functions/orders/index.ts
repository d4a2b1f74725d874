import { orders } from "#contract/orders";
import * as Order from "#core/order";
import { orderView } from "#core/order.view";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(orders, {
  createPayment: async ({ body, session, now }) => {
    const { order, payment } = await Order.createPayment(body.course_id, session, body.billing_address, now);
    return { message: "Order created", order: orderView(order), payment };
  },
  verifyPayment: async ({ body, session, now }) => ({
    message: "Payment verified",
    order: orderView(await Order.verifyPayment(body.order_id, session, now)),
  }),
  mine: async ({ query, session }) => {
    const page = await Order.listMine(session, query);
    return listAnswer("orders", { ...page, rows: page.rows.map(orderView) });
  },
  byId: async ({ params, session }) => ({ order: orderView(await Order.findFor(params.id, session)) }),
  list: async ({ query }) => {
    const page = await Order.listAll(query.status, query);
    return listAnswer("orders", { ...page, rows: page.rows.map(orderView) });
  },
  setStatus: async ({ params, body, session, now }) => ({
    message: `Order is ${body.status}`,
    order: orderView(await Order.setStatus(params.id, body.status, body.reason, session, now)),
  }),
});
