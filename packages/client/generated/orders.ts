// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { BillingAddress, Currency, NewBillingAddress, Order, OrderEvent, OrderState, OrderStatus, OrderTax, Payment, PaymentStatus, ProviderName, Refund } from "./types";

export interface CreatePaymentInput {
  body: {
    course_id?: string;
    event_id?: string;
    coupon_code?: string;
    billing_address?: NewBillingAddress;
    provider?: ProviderName;
  };
}

export interface CreatePaymentAnswer {
  message: string;
  order: Order;
  payment: Payment | null;
}

/**
 * Order a course or a seat in an event, and get what the provider needs to take the payment.
 *
 * `POST /api/orders/create-payment` For anyone signed in.
 *
 * @throws ApiError account_suspended, already_enrolled, already_registered, body_too_large, coupon_exhausted, coupon_expired, coupon_not_applicable, coupon_not_found, course_not_found, email_unverified, event_cancelled, event_full, event_not_found, event_over, idempotency_mismatch, internal_error, invalid_input, malformed_json, payment_provider_unavailable, payment_refused, request_in_progress, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function createPayment(client: Client, input: CreatePaymentInput, options?: CallOptions): Promise<CreatePaymentAnswer> {
  return client.call({ method: "POST", path: "/api/orders/create-payment", token: true, idempotent: true }, input, options);
}

export interface VerifyPaymentInput {
  body: {
    order_id: string;
    payment_id?: string;
    signature?: string;
  };
}

export interface VerifyPaymentAnswer {
  message: string;
  order: Order;
}

/**
 * Ask the provider whether the order is paid, and grant what was bought if so.
 *
 * `POST /api/orders/verify-payment` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_input, invalid_signature, malformed_json, order_not_found, payment_provider_unavailable, payment_refused, payment_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function verifyPayment(client: Client, input: VerifyPaymentInput, options?: CallOptions): Promise<VerifyPaymentAnswer> {
  return client.call({ method: "POST", path: "/api/orders/verify-payment", token: true }, input, options);
}

export interface MineInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface MineAnswer {
  orders: Order[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Your orders, latest first.
 *
 * `GET /api/orders/my-orders` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_cursor, invalid_input, unauthorized, unavailable
 */
export function mine(client: Client, input: MineInput = {}, options?: CallOptions): Promise<MineAnswer> {
  return client.call({ method: "GET", path: "/api/orders/my-orders", token: true }, input, options);
}

export interface ByIdInput {
  params: {
    id: string;
  };
}

export interface ByIdAnswer {
  order: Order;
}

/**
 * One of your orders; any for an admin.
 *
 * `GET /api/orders/{id}` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_input, order_not_found, unauthorized, unavailable
 */
export function byId(client: Client, input: ByIdInput, options?: CallOptions): Promise<ByIdAnswer> {
  return client.call({ method: "GET", path: "/api/orders/{id}", token: true }, input, options);
}

export interface ListInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: OrderState;
  };
}

export interface ListAnswer {
  orders: Order[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * All orders, latest first.
 *
 * `GET /api/orders` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function list(client: Client, input: ListInput = {}, options?: CallOptions): Promise<ListAnswer> {
  return client.call({ method: "GET", path: "/api/orders", token: true }, input, options);
}

export interface DriftInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface DriftAnswer {
  orders: ({
    id: string;
    order_id: string;
    user_id: string;
    course_id: string | null;
    event_id: string | null;
    title: string;
    buyer: {
      name: string;
      email: string;
    };
    state: OrderState;
    payment_status: PaymentStatus;
    order_status: OrderStatus;
    amount: number;
    discount_amount: number;
    tax_amount: number;
    tax: OrderTax | null;
    total_amount: number;
    refunded_amount: number;
    currency: Currency;
    refund_pending: number;
    disputed_amount: number;
    coupon_code: string | null;
    returning: boolean;
    payment_method: string | null;
    provider: string | null;
    transaction_id: string | null;
    gateway_transaction_id: string | null;
    invoice_number: string | null;
    billing_address: BillingAddress | null;
    notes: string | null;
    expires_at: string;
    paid_at: string | null;
    created_at: string;
    updated_at: string;
    drift: string;
  })[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Orders that don't say what their payment provider does, and that no rule could mend.
 *
 * `GET /api/orders/drift` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function drift(client: Client, input: DriftInput = {}, options?: CallOptions): Promise<DriftAnswer> {
  return client.call({ method: "GET", path: "/api/orders/drift", token: true }, input, options);
}

export interface SetStatusInput {
  params: {
    id: string;
  };
  body: {
    status: "completed" | "cancelled";
    reason: string;
  };
}

export interface SetStatusAnswer {
  message: string;
  order: Order;
}

/**
 * Settle by hand what was paid elsewhere (a reason is kept with it), or give up an unpaid order.
 *
 * `PUT /api/orders/{id}/status` For admins.
 *
 * @throws ApiError account_suspended, already_enrolled, already_registered, body_too_large, coupon_exhausted, course_not_found, event_cancelled, event_full, event_not_found, event_over, forbidden, internal_error, invalid_input, malformed_json, order_not_found, payment_provider_unavailable, payment_refused, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function setStatus(client: Client, input: SetStatusInput, options?: CallOptions): Promise<SetStatusAnswer> {
  return client.call({ method: "PUT", path: "/api/orders/{id}/status", token: true }, input, options);
}

export interface RefundInput {
  params: {
    id: string;
  };
  body: {
    amount?: number;
    reason: string;
  };
}

export interface RefundAnswer {
  message: string;
  order: Order;
  refund: Refund;
}

/**
 * Give money back: all that is left, or a part; with the last of it goes what was bought.
 *
 * `POST /api/orders/{id}/refund` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, forbidden, idempotency_mismatch, internal_error, invalid_input, malformed_json, nothing_to_refund, order_not_found, payment_refused, request_in_progress, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function refund(client: Client, input: RefundInput, options?: CallOptions): Promise<RefundAnswer> {
  return client.call({ method: "POST", path: "/api/orders/{id}/refund", token: true, idempotent: true }, input, options);
}

export interface TimelineInput {
  params: {
    id: string;
  };
}

export interface TimelineAnswer {
  timeline: OrderEvent[];
}

/**
 * What happened to an order and why, oldest first: nothing is ever changed in it.
 *
 * `GET /api/orders/{id}/timeline` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, order_not_found, second_factor_required, unauthorized, unavailable
 */
export function timeline(client: Client, input: TimelineInput, options?: CallOptions): Promise<TimelineAnswer> {
  return client.call({ method: "GET", path: "/api/orders/{id}/timeline", token: true }, input, options);
}
