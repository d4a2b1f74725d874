import type { Desk } from "./desk";
import { fetchDispute, listDisputes } from "./dispute";
import { createOrder, fetchOrder, listOrderPayments, listOrders } from "./order";
import { capturePayment, fetchPayment, listPayments } from "./payment";
import { createRefund, fetchRefund, listPaymentRefunds, listRefunds } from "./refund";

/** One operation of the API. */
interface Route {
  method: "GET" | "POST";
  /** Path with at most one `:id`. */
  path: string;
  run(desk: Desk, fields: unknown, id: string, idempotencyKey: string | undefined): object;
}

/** Everything of Razorpay's API that is answered; any other URL isn't found. */
export const routes: Route[] = [
  { method: "POST", path: "/v1/orders", run: createOrder },
  { method: "GET", path: "/v1/orders", run: listOrders },
  { method: "GET", path: "/v1/orders/:id", run: fetchOrder },
  { method: "GET", path: "/v1/orders/:id/payments", run: listOrderPayments },
  { method: "GET", path: "/v1/payments", run: listPayments },
  { method: "GET", path: "/v1/payments/:id", run: fetchPayment },
  { method: "POST", path: "/v1/payments/:id/capture", run: capturePayment },
  { method: "POST", path: "/v1/payments/:id/refund", run: createRefund },
  { method: "GET", path: "/v1/payments/:id/refunds", run: listPaymentRefunds },
  { method: "GET", path: "/v1/refunds", run: listRefunds },
  { method: "GET", path: "/v1/refunds/:id", run: fetchRefund },
  { method: "GET", path: "/v1/disputes", run: listDisputes },
  { method: "GET", path: "/v1/disputes/:id", run: fetchDispute },
];
