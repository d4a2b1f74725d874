import type { ServiceRequest, ServiceResponse } from "#local/service";
import { authenticate, checkPublishable, seenByBrowser } from "./access";
import { type Desk, newCall } from "./desk";
import { apiVersion } from "./event";
import { expand } from "./expand";
import { StripeFailure } from "./failure";
import { parseForm } from "./form";
import { newId } from "./ids";
import { type Route, routes } from "./routes";

const matchers = routes.map((route) => ({ route, shape: new RegExp(`^${route.path.replace(":id", "([^/]+)")}$`) }));

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-version",
  "access-control-allow-methods": "GET, POST, DELETE",
  "access-control-expose-headers": "request-id, idempotent-replayed",
  "access-control-max-age": "600",
};

/** Answers a request to `/v1/…` as Stripe's API does, errors included. */
export function answerApi(desk: Desk, request: ServiceRequest): ServiceResponse {
  if (request.method === "OPTIONS") return { status: 204, headers: cors, body: "" };
  const requestId = newId("req");
  const response = attempt(desk, requestId, () => execute(desk, request, requestId));
  return { ...response, headers: { ...response.headers, ...cors, "request-id": requestId } };
}

function execute(desk: Desk, request: ServiceRequest, requestId: string): ServiceResponse {
  const caller = authenticate(request, desk.keys);
  const { route, id } = findRoute(request);
  const fields = parseForm(request.method === "GET" ? request.query : new URLSearchParams(request.body.toString()));
  if (caller === "publishable") checkPublishable(desk.books, route, fields, id);
  const key = request.method === "POST" ? request.headers["idempotency-key"] : undefined;
  const kept = key === undefined ? undefined : desk.replays.find(key, request);
  if (kept) return kept;
  const call = newCall(desk, request, { id: requestId, idempotency_key: key ?? null });
  return attempt(
    desk,
    requestId,
    () => {
      const { expand: _, ...params } = fields;
      const run = () => expand(desk.books, route.run(call, params, id), fields);
      return json(200, caller === "publishable" ? seenByBrowser(run) : run());
    },
    (response) => key !== undefined && desk.replays.keep(key, request, requestId, response),
  );
}

/** Turns failures into answers; `keep` gets those that a repetition of the request shall have too. */
function attempt(
  desk: Desk,
  requestId: string,
  run: () => ServiceResponse,
  keep: (response: ServiceResponse) => unknown = () => undefined,
): ServiceResponse {
  try {
    const response = run();
    keep(response);
    return response;
  } catch (error) {
    if (!(error instanceof StripeFailure)) {
      desk.log(`${requestId}: ${error instanceof Error ? error.stack : error}`);
      return json(500, { error: { type: "api_error", message: "An unknown error occurred" } });
    }
    const { code } = error.detail;
    const help = code && { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}` };
    const response = json(error.status, { error: { ...error.detail, ...help } });
    if (error.kept) keep(response);
    return response;
  }
}

function findRoute(request: ServiceRequest): { route: Route; id: string } {
  for (const { route, shape } of matchers) {
    const match = route.method === request.method ? shape.exec(request.path) : null;
    if (match) return { route, id: match[1] ?? "" };
  }
  const message = `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
  throw new StripeFailure(404, { type: "invalid_request_error", message });
}

function json(status: number, body: object): ServiceResponse {
  const headers = { "content-type": "application/json", "cache-control": "no-store", "stripe-version": apiVersion };
  return { status, headers, body: JSON.stringify(body, null, 2) };
}
