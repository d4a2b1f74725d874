import { coupons } from "#contract/coupons";
import * as Coupon from "#core/coupon";
import { preview } from "#core/coupon.apply";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(coupons, {
  list: async ({ query }) => listAnswer("coupons", await Coupon.listCoupons(query, query)),
  create: async ({ body, session, now }) => ({
    message: "Coupon created",
    coupon: await Coupon.create(body, session, now),
  }),
  preview: async ({ body, session, now }) => ({ preview: await preview(body, session, now) }),
  byId: async ({ params }) => ({ coupon: await Coupon.find(params.id) }),
  update: async ({ params, body, session, now }) => ({
    message: "Coupon updated",
    coupon: await Coupon.update(params.id, body, session, now),
  }),
  remove: async ({ params, session, now }) => ({ message: `Coupon ${await Coupon.remove(params.id, session, now)}` }),
});
