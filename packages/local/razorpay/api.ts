import type { ServiceRequest, ServiceResponse } from "#local/service";
import { authenticate } from "./access";
import type { Desk } from "./desk";
import { RazorpayFailure, refusal } from "./failure";
import { routes } from "./routes";

const matchers = routes.map((route) => ({ route, shape: new RegExp(`^${route.path.replace(":id", "([^/]+)")}$`) }));

/** Answers a request to `/v1/…` as Razorpay's API does, errors included. */
export function answerApi(desk: Desk, request: ServiceRequest): ServiceResponse {
  try {
    authenticate(request, desk.keys);
    return json(200, execute(desk, request));
  } catch (error) {
    if (error instanceof RazorpayFailure) return json(error.status, { error: error.detail });
    desk.log(error instanceof Error && error.stack ? error.stack : String(error));
    const detail = { code: "SERVER_ERROR", description: "We are facing some trouble completing your request." };
    return json(500, { error: detail });
  }
}

function execute(desk: Desk, request: ServiceRequest): object {
  for (const { route, shape } of matchers) {
    const match = route.method === request.method ? shape.exec(request.path) : null;
    if (match) return route.run(desk, fieldsOf(request), match[1] ?? "", request.headers["x-refund-idempotency"]);
  }
  throw new RazorpayFailure(404, { description: "The requested URL was not found on the server." });
}

function fieldsOf({ method, query, body }: ServiceRequest): unknown {
  if (method === "GET") return Object.fromEntries(query);
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw refusal("Please check the content type and the body that is sent.");
  }
}

function json(status: number, body: object): ServiceResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
