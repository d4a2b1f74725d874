import type { Stage } from "./stage";

/** Seconds over which WAF can count. */
const windows = [60, 120, 300, 600] as const;

/** The fewest requests that it can count to. */
const fewest = 10;

interface RateRule {
  /** Requests per window and address. */
  limit: number;
  /** Seconds. */
  window: number;
}

/**
 * The same rate over a window that WAF has: the longest that isn't longer than the one that was asked for. A rate that
 * WAF can't keep is refused, rather than another one kept.
 *
 * @example rateRuleOf(100, 900) // { limit: 66, window: 600 }
 */
export function rateRuleOf(requests: number, seconds: number): RateRule {
  const window = windows.findLast((one) => one <= seconds) ?? windows[0];
  const limit = Math.floor((requests * window) / seconds);
  if (!(limit >= fewest))
    throw new Error(`WAF can't count ${requests} requests in ${seconds} s: ${fewest} a minute at least`);
  return { limit, window };
}

/** As the stage's settings have it. */
export const rateRuleFor = ({
  settings: { EDGE_RATE_LIMIT_REQUESTS, EDGE_RATE_LIMIT_WINDOW_SECONDS },
}: Stage): RateRule => rateRuleOf(Number(EDGE_RATE_LIMIT_REQUESTS), Number(EDGE_RATE_LIMIT_WINDOW_SECONDS));
