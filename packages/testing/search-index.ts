import { openEndpoint, type TestEndpoint, tableProperties } from "#local/dynamodb/test-endpoint";

/** The index on a table of its own. */
export interface TestIndex {
  endpoint: TestEndpoint;
  indexed: typeof import("#core/search/indexing").indexed;
  search: typeof import("#core/search/query").search;
}

/** Opens a table and loads the index on it; once per suite, because the adapters keep their first table. */
export async function openIndex(): Promise<TestIndex> {
  const endpoint = await openEndpoint(tableProperties());
  const { protocol, hostname, port } = (await endpoint.client.config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
    ...{ TABLE_NAME: "app", APP_KEY_ARN: "arn:key", AWS_REGION: "us-east-1" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  });
  const [{ indexed }, { search }] = [await import("#core/search/indexing"), await import("#core/search/query")];
  return { endpoint, indexed, search };
}
