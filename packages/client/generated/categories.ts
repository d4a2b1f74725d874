// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { Category, CategoryChange, CategoryNode, CategoryOrder, Message, NewCategory } from "./types";

export interface TreeAnswer {
  categories: CategoryNode[];
}

/**
 * All categories; inactive ones, and what is below them, are left out.
 *
 * `GET /api/categories` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function tree(client: Client, options?: CallOptions): Promise<TreeAnswer> {
  return client.call({ method: "GET", path: "/api/categories" }, {}, options);
}

export interface AllAnswer {
  categories: CategoryNode[];
}

/**
 * All categories, inactive ones too.
 *
 * `GET /api/categories/all` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, second_factor_required, unauthorized, unavailable
 */
export function all(client: Client, options?: CallOptions): Promise<AllAnswer> {
  return client.call({ method: "GET", path: "/api/categories/all", token: true }, {}, options);
}

export interface CreateInput {
  body: NewCategory;
}

export interface CreateAnswer {
  message: string;
  category: Category;
}

/**
 * A new category, behind its siblings.
 *
 * `POST /api/categories` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_limit, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/categories", token: true }, input, options);
}

export interface ReorderInput {
  body: CategoryOrder;
}

export interface ReorderAnswer {
  message: string;
  categories: CategoryNode[];
}

/**
 * Give the children of one parent a new order; answers the whole tree.
 *
 * `PUT /api/categories/reorder` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function reorder(client: Client, input: ReorderInput, options?: CallOptions): Promise<ReorderAnswer> {
  return client.call({ method: "PUT", path: "/api/categories/reorder", token: true }, input, options);
}

export interface UpdateInput {
  params: {
    id: string;
  };
  body?: CategoryChange;
}

export interface UpdateAnswer {
  message: string;
  category: Category;
}

/**
 * Change or move a category; fields left out stay.
 *
 * `PUT /api/categories/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_cycle, category_limit, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function update(client: Client, input: UpdateInput, options?: CallOptions): Promise<UpdateAnswer> {
  return client.call({ method: "PUT", path: "/api/categories/{id}", token: true }, input, options);
}

export interface RemoveInput {
  params: {
    id: string;
  };
}

export type RemoveAnswer = Message;

/**
 * Delete a category that nothing refers to; make any other inactive.
 *
 * `DELETE /api/categories/{id}` For admins.
 *
 * @throws ApiError account_suspended, category_not_found, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function remove(client: Client, input: RemoveInput, options?: CallOptions): Promise<RemoveAnswer> {
  return client.call({ method: "DELETE", path: "/api/categories/{id}", token: true }, input, options);
}
