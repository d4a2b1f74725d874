// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";

export interface HealthAnswer {
  status: "ok";
  version: string;
  time: string;
}

/**
 * Whether the API answers.
 *
 * `GET /api/health` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function health(client: Client, options?: CallOptions): Promise<HealthAnswer> {
  return client.call({ method: "GET", path: "/api/health" }, {}, options);
}

/**
 * This API as an OpenAPI 3.1 document.
 *
 * `GET /api/openapi.json` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function openapi(client: Client, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/openapi.json" }, {}, options);
}

/**
 * The API reference, to read and to try.
 *
 * `GET /api/docs` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function docs(client: Client, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/docs" }, {}, options);
}

export interface DocsFileInput {
  params: {
    file: string;
  };
}

/**
 * A file of the API reference page.
 *
 * `GET /api/docs/{file}` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, not_found, unavailable
 */
export function docsFile(client: Client, input: DocsFileInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/docs/{file}" }, input, options);
}
