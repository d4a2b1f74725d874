import { orders } from "#contract/orders";
import { listDrift } from "#core/drift";
import { timeline } from "#core/journal.view";
import * as Order from "#core/order";
import { listAll, listMine } from "#core/order.lists";
import { orderView } from "#core/order.view";
import { refund } from "#core/refund";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(orders, {
  createPayment: async ({ body, session, now }) => {
    const { order, payment } = await Order.createPayment(body, session, now);
    return { message: "Order created", order: orderView(order), payment };
  },
  verifyPayment: async ({ body, session, now }) => ({
    message: "Payment verified",
    order: orderView(await Order.verifyPayment(body.order_id, body, session, now)),
  }),
  mine: async ({ query, session }) => {
    const page = await listMine(session, query);
    return listAnswer("orders", { ...page, rows: page.rows.map(orderView) });
  },
  byId: async ({ params, session }) => ({ order: orderView(await Order.findFor(params.id, session)) }),
  list: async ({ query }) => {
    const page = await listAll(query.status, query);
    return listAnswer("orders", { ...page, rows: page.rows.map(orderView) });
  },
  setStatus: async ({ params, body, session, now }) => ({
    message: `Order is ${body.status}`,
    order: orderView(await Order.setStatus(params.id, body.status, body.reason, session, now)),
  }),
  drift: async ({ query }) => listAnswer("orders", await listDrift(query)),
  refund: async ({ params, body, session, now }) => {
    const made = await refund(params.id, body, session, now);
    return { message: `Refund ${made.refund.status}`, order: orderView(made.order), refund: made.refund };
  },
  timeline: async ({ params }) => ({ timeline: await timeline(params.id) }),
});
