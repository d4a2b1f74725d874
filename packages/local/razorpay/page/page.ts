import { endingPage, notFoundPage } from "#local/payments/page/ending";
import { asset, redirect, styleSheet } from "#local/payments/page/response";
import { safeReturnUrl } from "#local/payments/page/return-url";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Order, PaymentMethod } from "../books";
import { handover } from "../checkout";
import type { Desk } from "../desk";
import { paymentsOf } from "../order";
import { attemptPayment } from "../payment";
import { checkoutPage, methods } from "./checkout";
import { script } from "./script";

/** One visit: the order that the address names, and what came with it. */
interface Visit {
  desk: Desk;
  order: Order;
  form: URLSearchParams;
  returnUrl: URL | undefined;
}

/** Answers a request to the checkout and its parts; nothing when the path is another one. */
export function answerPage(desk: Desk, request: ServiceRequest): ServiceResponse | undefined {
  if (request.path === "/pay.css") return styleSheet();
  if (request.path === "/pay.js") return asset("text/javascript", script);
  const [, id] = /^\/pay\/([^/]+)$/.exec(request.path) ?? [];
  if (id === undefined) return undefined;
  const form = request.method === "GET" ? request.query : new URLSearchParams(request.body.toString());
  const order = desk.books.orders.get(id);
  if (!order) return notFoundPage();
  const visit = { desk, order, form, returnUrl: safeReturnUrl(form.get("return_url")) };
  if (order.status === "paid") return showEnding(visit);
  return request.method === "GET" ? checkoutPage({ order, returnUrl: visit.returnUrl, status: 200 }) : pay(visit);
}

function showEnding({ desk, order, returnUrl }: Visit): ServiceResponse {
  const payment = paymentsOf(desk, order).find(({ captured }) => captured);
  const back = returnUrl && payment && withHandover(returnUrl, handover(desk, payment));
  return endingPage({ payable: order, paid: true, back });
}

function pay({ desk, order, form, returnUrl }: Visit): ServiceResponse {
  const outcome = form.get("outcome") === "captured" ? "captured" : "failed";
  const payment = attemptPayment(desk, order, { outcome, method: chosenMethod(form) });
  if (outcome === "failed") {
    return checkoutPage({ order, returnUrl, failure: payment.error_description ?? undefined, status: 402 });
  }
  if (returnUrl) return redirect(withHandover(returnUrl, handover(desk, payment)));
  return endingPage({ payable: order, paid: true, back: undefined });
}

const chosenMethod = (form: URLSearchParams): PaymentMethod =>
  methods.find(({ value }) => value === form.get("method"))?.value ?? "upi";

/** The merchant's address with the three values that the checkout hands over. */
function withHandover(address: URL, values: Record<string, string>): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url;
}
