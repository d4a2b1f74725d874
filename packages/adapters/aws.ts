/**
 * How every AWS client here behaves: two quick retries and seconds, not minutes, of waiting. Three silent tries fit into
 * a function's ten seconds, so that `unavailable` with Retry-After is said, and not a dead function's 500.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
};
