import { randomUUID } from "node:crypto";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import { isFault, malformedJson } from "./fault";

const TARGET = "DynamoDB_20120810.";
const INTERNAL = "com.amazonaws.dynamodb.v20120810#InternalServerError";

/** The operation that the request names; empty for another API. */
export function operationName(request: ServiceRequest): string {
  const target = request.headers["x-amz-target"] ?? "";
  return target.startsWith(TARGET) ? target.slice(TARGET.length) : "";
}

/** @throws SerializationException */
export function parseBody(request: ServiceRequest): Record<string, unknown> {
  const body = parseJson(request.body.toString("utf8"));
  if (!isRecord(body)) throw malformedJson();
  return body;
}

export function respond(body: object, status = 200): ServiceResponse {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}

/** What the SDK turns into an exception; anything unforeseen is the service's own failure. */
export function respondError(error: unknown): ServiceResponse {
  if (isFault(error)) return respond(error.body, error.statusCode);
  console.error(error);
  return respond({ __type: INTERNAL, message: String(error) }, 500);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedJson();
  }
}
