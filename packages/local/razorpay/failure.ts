import { ProviderFailure } from "#local/payments/failure";

/** The `error` member of Razorpay's answers. */
interface ErrorDetail {
  code: "BAD_REQUEST_ERROR" | "SERVER_ERROR";
  description: string;
  source: string;
  step: string;
  reason: string;
  metadata: object;
  field?: string;
}

/** A request that ends in an error answer, with its HTTP status. */
export class RazorpayFailure extends ProviderFailure<ErrorDetail> {
  constructor(status: number, detail: Partial<ErrorDetail> & { description: string }) {
    const unknown = { code: "BAD_REQUEST_ERROR", source: "NA", step: "NA", reason: "NA", metadata: {} } as const;
    super(status, { ...unknown, ...detail }, detail.description);
  }
}

/** 400 `BAD_REQUEST_ERROR`, what Razorpay says to whatever it doesn't do. */
export function refusal(description: string, field?: string): RazorpayFailure {
  const origin = { source: "business", step: "payment_initiation", reason: "input_validation_failed" };
  return new RazorpayFailure(400, { description, ...origin, ...(field && { field }) });
}

/** For an id that isn't there: 400, not 404. */
export function missing(): RazorpayFailure {
  return refusal("The id provided does not exist");
}
