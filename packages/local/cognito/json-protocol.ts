import type { ServiceRequest, ServiceResponse } from "#local/service";
import { Fields, isRecord } from "./fields";
import { ServiceFault } from "./service-fault";

/** Name of the operation in `X-Amz-Target: Service.Operation`; empty when the header is missing. */
export function operationOf(request: ServiceRequest): string {
  return request.headers["x-amz-target"]?.split(".").at(-1) ?? "";
}

/** The request's JSON object. Fault `SerializationException` for anything else. */
export function bodyOf(request: ServiceRequest): Fields {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString("utf8") || "{}");
  } catch {
    throw new ServiceFault("SerializationException", "The request body is not valid JSON.");
  }
  if (!isRecord(body)) throw new ServiceFault("SerializationException", "The request body is not a JSON object.");
  return new Fields(body);
}

/** Runs one operation and answers in AWS JSON 1.1: the result with 200, a `ServiceFault` with 400. */
export async function answerJson(operation: () => Promise<object> | object): Promise<ServiceResponse> {
  try {
    return json(200, await operation());
  } catch (fault) {
    if (!(fault instanceof ServiceFault)) throw fault;
    return json(400, { __type: fault.type, message: fault.message });
  }
}

function json(status: number, body: object): ServiceResponse {
  return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
}
