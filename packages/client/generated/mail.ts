// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";

export interface UnsubscribePageInput {
  params: {
    token: string;
  };
}

/**
 * A page that asks whether this kind of mail shall end; by itself it changes nothing.
 *
 * `GET /api/mail/unsubscribe/{token}` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, invalid_link, unavailable
 */
export function unsubscribePage(client: Client, input: UnsubscribePageInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/mail/unsubscribe/{token}" }, input, options);
}

export interface UnsubscribeInput {
  params: {
    token: string;
  };
  body: {
    "List-Unsubscribe": "One-Click";
  };
}

/**
 * End this kind of mail with one click (RFC 8058); once more changes nothing.
 *
 * `POST /api/mail/unsubscribe/{token}` Open to anybody.
 *
 * @throws ApiError body_too_large, internal_error, invalid_input, invalid_link, malformed_form, unavailable, unsupported_media_type
 */
export function unsubscribe(client: Client, input: UnsubscribeInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "POST", path: "/api/mail/unsubscribe/{token}", accepts: "application/x-www-form-urlencoded" }, input, options);
}
