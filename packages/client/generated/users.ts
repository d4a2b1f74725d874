// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { User, UserStatus } from "./types";

export interface SetStatusInput {
  params: {
    id: string;
  };
  body: {
    status: UserStatus;
  };
}

export interface SetStatusAnswer {
  message: string;
  user: User;
}

/**
 * Suspend an account or let it in again; takes effect within seconds.
 *
 * `PUT /api/users/{id}/status` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, forbidden, internal_error, invalid_input, last_admin, malformed_json, unauthorized, unavailable, unsupported_media_type, user_not_found
 */
export function setStatus(client: Client, input: SetStatusInput, options?: CallOptions): Promise<SetStatusAnswer> {
  return client.call({ method: "PUT", path: "/api/users/{id}/status", token: true }, input, options);
}
