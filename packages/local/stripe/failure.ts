import type Stripe from "stripe";
import { ProviderFailure } from "#local/payments/failure";

/** The `error` member of a Stripe answer; `doc_url` is added when it is sent. */
interface ErrorDetail {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: Stripe.PaymentMethod;
}

/** A request that ends in an error answer, with its HTTP status. */
export class StripeFailure extends ProviderFailure<ErrorDetail> {
  constructor(status: number, detail: ErrorDetail) {
    super(status, detail, detail.message);
  }

  /**
   * Whether the answer is kept for the request's idempotency key: Stripe keeps what an operation decided, and forgets
   * what was refused before one began (a malformed parameter), so that the key can be used again after the repair.
   */
  get kept(): boolean {
    return (
      this.status >= 400 && !this.detail.code?.startsWith("parameter_") && this.detail.type !== "idempotency_error"
    );
  }
}

/** 400 `invalid_request_error`. */
export function refusal(code: string, message: string, param?: string): StripeFailure {
  return new StripeFailure(400, { type: "invalid_request_error", code, message, ...(param && { param }) });
}

/** `resource_missing`: 404 for the object that the path names, 400 for one that a parameter names. */
export function missing(noun: string, id: string, param: string, status: 400 | 404 = 404): StripeFailure {
  const message = `No such ${noun}: '${id}'`;
  return new StripeFailure(status, { type: "invalid_request_error", code: "resource_missing", message, param });
}
