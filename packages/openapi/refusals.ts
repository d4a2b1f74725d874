import { type Endpoint, failuresOf } from "#contract/endpoint";
import { type FailureCode, failures } from "#contract/failure";
import { headersNamed, rateLimit } from "./headers";
import type { Operation } from "./operations";

/** Status → the codes that come with it, both in rising order. */
function byStatus(endpoint: Endpoint): [number, FailureCode[]][] {
  const statuses = new Map<number, FailureCode[]>();
  for (const code of failuresOf(endpoint).sort()) {
    const { status } = failures[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return [...statuses].sort(([a], [b]) => a - b);
}

const nameOf = (codes: readonly FailureCode[]): string => codes.join(".");

const waitingHelps = new Set<FailureCode>([
  "unavailable",
  "payment_provider_unavailable",
  "rate_limited",
  "account_locked",
  "request_in_progress",
]);

function headersOf(status: number, codes: readonly FailureCode[]) {
  return headersNamed(
    ...(status === 401 ? (["WWW-Authenticate"] as const) : []),
    ...(codes.some((code) => waitingHelps.has(code)) ? (["Retry-After"] as const) : []),
    ...(status === 429 ? rateLimit : []),
  );
}

function responseOf(status: number, codes: readonly FailureCode[]) {
  const narrowed = { type: "object", properties: { status: { const: status }, code: { enum: codes } } };
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${failures[code].title}`).join("\n\n"),
    ...headersOf(status, codes),
    content: {
      "application/problem+json": {
        schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, narrowed] },
        examples,
      },
    },
  };
}

/** Every failure that an endpoint can answer, by status: references, for many endpoints refuse alike. */
export const refusalsOf = (endpoint: Endpoint) =>
  Object.fromEntries(
    byStatus(endpoint).map(([status, codes]) => [status, { $ref: `#/components/responses/${nameOf(codes)}` }]),
  );

/** What those references lead to. */
export function refusalResponses(operations: readonly Operation[]) {
  const all = operations.flatMap(({ endpoint }) => byStatus(endpoint));
  const named = all.map(([status, codes]) => [nameOf(codes), responseOf(status, codes)] as const);
  return Object.fromEntries(named.sort(([a], [b]) => a.localeCompare(b, "en")));
}
