/** Every way in which a request can be refused: stable code → HTTP status and title (RFC 9457). The OpenAPI document lists them per endpoint. */
export const failures = {
  invalid_input: { status: 400, title: "The request has invalid fields" },
  malformed_json: { status: 400, title: "The body is not valid JSON" },
  malformed_form: { status: 400, title: "The body is not a valid form" },
  malformed_csv: { status: 400, title: "The body is not a valid CSV file" },
  invalid_cursor: { status: 400, title: "The cursor does not belong to this query" },
  invalid_link: { status: 400, title: "The link is invalid, expired or used already" },
  invalid_signature: { status: 400, title: "The signature does not match the payload" },
  invalid_ticket: { status: 400, title: "This is no ticket for this event" },
  weak_password: { status: 400, title: "The password does not meet the policy" },
  unauthorized: { status: 401, title: "A valid access token is required" },
  invalid_credentials: { status: 401, title: "E-mail or password is wrong" },
  invalid_code: { status: 401, title: "The code is wrong, was used before, or the sign-in has taken too long" },
  invalid_refresh_token: { status: 401, title: "The refresh token is invalid, expired or revoked" },
  payment_required: { status: 402, title: "A payment is required first" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  second_factor_required: { status: 403, title: "Your role needs a second factor at sign-in: set one up first" },
  wrong_address: { status: 403, title: "The API is not served at this address" },
  account_suspended: { status: 403, title: "The account is not active" },
  email_unverified: { status: 403, title: "The e-mail address must be verified first" },
  not_enrolled: { status: 403, title: "You are not enrolled in this course" },
  lesson_locked: { status: 403, title: "This lesson opens later" },
  not_owner: { status: 403, title: "It belongs to somebody else" },
  not_registered: { status: 403, title: "You are not registered for this event" },
  access_closed: { status: 403, title: "The event isn't open at this time" },
  not_found: { status: 404, title: "There is nothing here" },
  course_not_found: { status: 404, title: "There is no such course" },
  section_not_found: { status: 404, title: "There is no such section" },
  lesson_not_found: { status: 404, title: "There is no such lesson" },
  quiz_not_found: { status: 404, title: "This lesson has no quiz yet" },
  attempt_not_found: { status: 404, title: "There is no such attempt" },
  certificate_not_found: { status: 404, title: "There is no such certificate" },
  category_not_found: { status: 404, title: "There is no such category" },
  post_not_found: { status: 404, title: "There is no such post" },
  testimonial_not_found: { status: 404, title: "There is no such testimonial" },
  faq_not_found: { status: 404, title: "There is no such question" },
  upload_not_found: { status: 404, title: "There is no such upload" },
  event_not_found: { status: 404, title: "There is no such event" },
  coupon_not_found: { status: 404, title: "There is no such coupon" },
  order_not_found: { status: 404, title: "There is no such order" },
  invoice_not_found: { status: 404, title: "This order has no invoice" },
  credit_note_not_found: { status: 404, title: "There is no such credit note" },
  user_not_found: { status: 404, title: "There is no such user" },
  email_taken: { status: 409, title: "An account with this e-mail exists already" },
  email_verified: { status: 409, title: "The e-mail address is verified already" },
  already_registered: { status: 409, title: "You are registered for this event already" },
  event_full: { status: 409, title: "There is no free seat" },
  event_over: { status: 409, title: "The event is over" },
  event_cancelled: { status: 409, title: "The event doesn't take place" },
  coupon_exists: { status: 409, title: "There is a coupon of this code already" },
  coupon_not_applicable: { status: 409, title: "The coupon is not for this" },
  coupon_expired: { status: 409, title: "The coupon is not valid now" },
  coupon_exhausted: { status: 409, title: "The coupon has been used as often as it may be" },
  event_not_over: { status: 409, title: "The event isn't over yet" },
  capacity_taken: { status: 409, title: "More seats than that are taken" },
  seats_available: { status: 409, title: "There are free seats: nobody has to wait" },
  already_waiting: { status: 409, title: "You are on the waitlist already" },
  not_waiting: { status: 409, title: "You are not on the waitlist" },
  already_checked_in: { status: 409, title: "This ticket was used before" },
  refund_closed: { status: 409, title: "It is too late to give this seat back" },
  nothing_to_refund: { status: 409, title: "There isn't that much left to give back" },
  already_enrolled: { status: 409, title: "You are enrolled in this course already" },
  already_reviewed: { status: 409, title: "You have reviewed this course already" },
  category_cycle: { status: 409, title: "A category can't be put below itself" },
  category_limit: { status: 409, title: "The tree of categories has no room for this" },
  attempts_exhausted: { status: 409, title: "There are no attempts left" },
  attempt_over: { status: 409, title: "This attempt is over" },
  course_incomplete: { status: 409, title: "The course isn't completed yet" },
  upload_not_ready: { status: 409, title: "The upload isn't there yet, or was refused" },
  last_admin: { status: 409, title: "The last active administrator must stay" },
  payment_refused: { status: 409, title: "The payment provider does not take this payment" },
  wrong_state: { status: 409, title: "Its present state does not allow this" },
  edited_meanwhile: { status: 409, title: "It was changed by somebody else meanwhile" },
  request_in_progress: { status: 409, title: "The same request is still being worked on" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body is not of the type that is wanted here" },
  idempotency_mismatch: { status: 422, title: "The Idempotency-Key was used for another request" },
  account_locked: { status: 429, title: "Too many failed sign-ins: the account is locked for a while" },
  rate_limited: { status: 429, title: "Too many attempts" },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  payment_provider_unavailable: { status: 503, title: "The payment provider does not answer" },
  unavailable: { status: 503, title: "The service is briefly unavailable" },
} as const satisfies Record<string, { status: number; title: string }>;

export type FailureCode = keyof typeof failures;

/** One fault of the input: where (`body.price`, `query.limit`) and what. */
export interface Fault {
  path: string;
  message: string;
}

interface FailureDetail {
  /** A sentence for humans about this occurrence; the title where it is missing. */
  detail?: string;
  errors?: Fault[];
  /** Seconds after which a retry can succeed: becomes `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

/** What a problem is called on the wire (RFC 9457). */
export const problemType = (code: FailureCode): string => `https://instaiq.com/problems/${code}`;

/** The one error type of the domain: thrown anywhere, answered as problem+json. */
export class Failure extends Error {
  readonly detail?: string;
  readonly errors?: Fault[];
  readonly retryAfter?: number;

  constructor(
    readonly code: FailureCode,
    { detail, errors, retryAfter, cause }: FailureDetail = {},
  ) {
    super(detail ?? failures[code].title, { cause });
    this.name = "Failure";
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return failures[this.code].status;
  }
}
