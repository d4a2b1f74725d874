import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Call } from "./stage";
import { tableTrouble } from "./table-trouble";

/** A request as the AWS SDK hands it to its connection. */
export interface AwsRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

function bytesOf(body: string | Uint8Array | undefined): Buffer {
  if (body === undefined || typeof body === "string") return Buffer.from(body ?? "");
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

export const serviceRequest = ({ method, path, headers, body }: AwsRequest): ServiceRequest => ({
  ...{ method, path, headers, query: new URLSearchParams() },
  body: bytesOf(body),
});

/** The answer as the SDK takes it from its connection. */
export const awsResponse = ({ status, headers, body }: ServiceResponse) => ({
  response: { statusCode: status, headers, body: new Uint8Array(Buffer.from(body)) },
});

/** A call of the table. */
export function tableCall(
  request: ServiceRequest,
  handle: (request: ServiceRequest) => Promise<ServiceResponse>,
): Call {
  const what = (request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
  return {
    what,
    told: request.body.toString(),
    carryOut: () => handle(request),
    answerTo: (trouble) => tableTrouble(what, trouble),
  };
}

const outage = (status: number, error: object): ServiceResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error }),
});

const stripeTrouble = (trouble: "throttled" | "conflict" | "failed"): ServiceResponse | undefined => {
  if (trouble === "conflict") return undefined;
  if (trouble === "throttled")
    return outage(429, { type: "invalid_request_error", code: "rate_limit", message: "Slow" });
  return outage(500, { type: "api_error", message: "An unknown error occurred" });
};

/** A call of Stripe's API. */
export const stripeCall = (request: ServiceRequest, handle: (request: ServiceRequest) => ServiceResponse): Call => ({
  what: `${request.method} ${request.path}`,
  told: request.body.toString(),
  carryOut: async () => handle(request),
  answerTo: stripeTrouble,
});

/** What Stripe's SDK takes for a connection. */
export function stripeConnection(ask: (request: ServiceRequest) => Promise<ServiceResponse>) {
  return {
    getClientName: () => "simulation",
    makeRequest: async (
      ...[host, port, target, method, headers, body]: [string, string, string, string, object, string]
    ) => {
      const url = new URL(target, `http://${host}:${port}`);
      const request: ServiceRequest = {
        ...{ method, path: url.pathname, query: url.searchParams, body: Buffer.from(body ?? "") },
        headers: lowerCased({ ...headers, host: `${host}:${port}` }),
      };
      return stripeResponse(await ask(request));
    },
  };
}

const lowerCased = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

const stripeResponse = ({ status, headers, body }: ServiceResponse) => ({
  getStatusCode: () => status,
  getHeaders: () => headers,
  // It gets the headers written into it.
  getRawResponse: () => ({}),
  toStream: () => {
    throw new Error("nothing is streamed");
  },
  toJSON: async () => JSON.parse(body.toString()),
});
