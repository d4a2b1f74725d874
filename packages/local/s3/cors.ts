import { matchesWildcard } from "#local/cloud/wildcard";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { CorsRule } from "./bucket";
import { faultAnswer } from "./fault";

const asked = (headers: Record<string, string>): string[] =>
  (headers["access-control-request-headers"] ?? "").split(",").flatMap((name) => name.trim().toLowerCase() || []);

function ruleFor(
  rules: readonly CorsRule[],
  { headers, method }: ServiceRequest,
  preflight: boolean,
): CorsRule | undefined {
  const wanted = preflight ? (headers["access-control-request-method"] ?? "") : method;
  return rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
      AllowedOrigins.some((pattern) => matchesWildcard(pattern, headers.origin ?? "")) &&
      AllowedMethods.includes(wanted) &&
      asked(preflight ? headers : {}).every((name) =>
        AllowedHeaders.some((pattern) => matchesWildcard(pattern.toLowerCase(), name)),
      ),
  );
}

function headersOf({ AllowedOrigins, AllowedMethods, ExposedHeaders, MaxAge }: CorsRule, origin: string) {
  const anyone = AllowedOrigins.includes("*");
  return {
    "access-control-allow-origin": anyone ? "*" : origin,
    "access-control-allow-methods": AllowedMethods.join(", "),
    ...(ExposedHeaders.length > 0 && { "access-control-expose-headers": ExposedHeaders.join(", ") }),
    ...(MaxAge !== undefined && { "access-control-max-age": String(MaxAge) }),
    ...(!anyone && { "access-control-allow-credentials": "true" }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** What a browser's question before the request itself is answered with. */
export function answerPreflight(rules: readonly CorsRule[], request: ServiceRequest): ServiceResponse {
  const rule = ruleFor(rules, request, true);
  if (!rule) {
    const message =
      "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
    return faultAnswer("AccessForbidden", message, { Method: "OPTIONS", ResourceType: "OBJECT" });
  }
  const allowed = asked(request.headers).join(", ");
  const headers = headersOf(rule, request.headers.origin ?? "");
  return {
    status: 200,
    headers: { ...headers, ...(allowed && { "access-control-allow-headers": allowed }) },
    body: "",
  };
}

/** The answer, readable for pages of the origin where a rule allows it. */
export function shared(
  rules: readonly CorsRule[],
  request: ServiceRequest,
  response: ServiceResponse,
): ServiceResponse {
  const { origin } = request.headers;
  const rule = origin === undefined ? undefined : ruleFor(rules, request, false);
  return rule ? { ...response, headers: { ...response.headers, ...headersOf(rule, origin ?? "") } } : response;
}
