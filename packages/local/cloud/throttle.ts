import type { Clock } from "#local/service";

export interface ThrottleLimits {
  /** Requests per second. */
  rate: number;
  /** Requests at once. */
  burst: number;
}

/** A token bucket: full at first, refilled at the rate, never above the burst. */
export class Throttle {
  private tokens: number;
  private refilled: number;

  constructor(
    private readonly limits: ThrottleLimits,
    private readonly clock: Clock,
  ) {
    this.tokens = limits.burst;
    this.refilled = clock();
  }

  /** Takes a token, if there is one. */
  admits(): boolean {
    const now = this.clock();
    const seconds = Math.max(0, now - this.refilled) / 1000;
    this.tokens = Math.min(this.limits.burst, this.tokens + seconds * this.limits.rate);
    this.refilled = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
