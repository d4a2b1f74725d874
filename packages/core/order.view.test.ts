import type { OrderState } from "./order.entity";
import { statuses } from "./order.view";

test.each([
  ["pending", "pending", "pending"],
  ["completed", "completed", "completed"],
  ["partially_refunded", "completed", "completed"],
  ["failed", "failed", "cancelled"],
  ["cancelled", "failed", "cancelled"],
  ["refunded", "refunded", "cancelled"],
] satisfies [OrderState, string, string][])(
  "an order that is %s has payment %s and order %s",
  (state, payment_status, order_status) => {
    expect(statuses[state]).toEqual({ payment_status, order_status });
  },
);

test("no other state is told", () => {
  expect(Object.keys(statuses)).toHaveLength(6);
});
