import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

const nothing = (): void => {};

/** Without `info`: for the SDK's own, which does nothing, every request and answer is copied with its secrets blanked. */
const logger = { debug: nothing, warn: nothing, error: nothing } as DynamoDBClientConfig["logger"];

/**
 * How every AWS client here behaves: two quick retries and seconds, not minutes, of waiting. Three silent tries fit into
 * a function's ten seconds, so that `unavailable` with Retry-After is said, and not a dead function's 500.
 */
export const clientDefaults = {
  logger,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
};
