// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { Coupon, CouponChange, CouponPreview, Message, NewBillingAddress, NewCoupon } from "./types";

export interface ListInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    active?: "true" | "false";
  };
}

export interface ListAnswer {
  coupons: Coupon[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * All coupons, latest first; those that are switched on, or off.
 *
 * `GET /api/coupons` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function list(client: Client, input: ListInput = {}, options?: CallOptions): Promise<ListAnswer> {
  return client.call({ method: "GET", path: "/api/coupons", token: true }, input, options);
}

export interface CreateInput {
  body: NewCoupon;
}

export interface CreateAnswer {
  message: string;
  coupon: Coupon;
}

/**
 * A new coupon.
 *
 * `POST /api/coupons` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, coupon_exists, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/coupons", token: true }, input, options);
}

export interface PreviewInput {
  body: {
    code: string;
    course_id?: string;
    event_id?: string;
    billing_address?: NewBillingAddress;
  };
}

export interface PreviewAnswer {
  preview: CouponPreview;
}

/**
 * What a course or a seat would cost with a coupon; nothing is used up.
 *
 * `POST /api/coupons/preview` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, coupon_exhausted, coupon_expired, coupon_not_applicable, coupon_not_found, course_not_found, event_cancelled, event_not_found, internal_error, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type
 */
export function preview(client: Client, input: PreviewInput, options?: CallOptions): Promise<PreviewAnswer> {
  return client.call({ method: "POST", path: "/api/coupons/preview", token: true }, input, options);
}

export interface ByIdInput {
  params: {
    id: string;
  };
}

export interface ByIdAnswer {
  coupon: Coupon;
}

/**
 * One coupon, by id or code.
 *
 * `GET /api/coupons/{id}` For admins.
 *
 * @throws ApiError account_suspended, coupon_not_found, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function byId(client: Client, input: ByIdInput, options?: CallOptions): Promise<ByIdAnswer> {
  return client.call({ method: "GET", path: "/api/coupons/{id}", token: true }, input, options);
}

export interface UpdateInput {
  params: {
    id: string;
  };
  body?: CouponChange;
}

export interface UpdateAnswer {
  message: string;
  coupon: Coupon;
}

/**
 * Change a coupon; fields left out stay. Orders that have it keep what they were promised.
 *
 * `PUT /api/coupons/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, coupon_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function update(client: Client, input: UpdateInput, options?: CallOptions): Promise<UpdateAnswer> {
  return client.call({ method: "PUT", path: "/api/coupons/{id}", token: true }, input, options);
}

export interface RemoveInput {
  params: {
    id: string;
  };
}

export type RemoveAnswer = Message;

/**
 * Delete a coupon that was never used; switch off any other.
 *
 * `DELETE /api/coupons/{id}` For admins.
 *
 * @throws ApiError account_suspended, coupon_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function remove(client: Client, input: RemoveInput, options?: CallOptions): Promise<RemoveAnswer> {
  return client.call({ method: "DELETE", path: "/api/coupons/{id}", token: true }, input, options);
}
