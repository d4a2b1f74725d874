/** Razorpay understood and said no. */
export class RazorpayRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "RazorpayRefusal";
  }
}

/** Answers below 500 that say nothing about the request itself: wrong keys, one like it under way, too many. */
const passing = new Set([401, 408, 409, 429]);

export const refuses = (status: number): boolean => status >= 400 && status < 500 && !passing.has(status);

export const isRefusal = (error: unknown): error is RazorpayRefusal => error instanceof RazorpayRefusal;
