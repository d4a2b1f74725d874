// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";

export interface OfOrderInput {
  params: {
    id: string;
  };
}

/**
 * The invoice of your order, as a PDF; of any order for an admin. It is there moments after the payment.
 *
 * `GET /api/orders/{id}/invoice` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_input, invoice_not_found, order_not_found, unauthorized, unavailable
 */
export function ofOrder(client: Client, input: OfOrderInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/orders/{id}/invoice", token: true }, input, options);
}

export interface CreditNoteInput {
  params: {
    id: string;
    refund_id: string;
  };
}

/**
 * The credit note of a refund, as a PDF.
 *
 * `GET /api/orders/{id}/credit-notes/{refund_id}` For anyone signed in.
 *
 * @throws ApiError account_suspended, credit_note_not_found, internal_error, invalid_input, order_not_found, unauthorized, unavailable
 */
export function creditNote(client: Client, input: CreditNoteInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/orders/{id}/credit-notes/{refund_id}", token: true }, input, options);
}
