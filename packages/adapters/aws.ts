/**
 * How every AWS client here behaves: two quick retries and seconds, not minutes, of waiting. A third try would outlive
 * the caller's patience; `unavailable` with Retry-After is the honest answer then.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
};
