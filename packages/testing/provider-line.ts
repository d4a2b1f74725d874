import type { ProviderName } from "#contract/order";
import type { CloudUrls } from "#local/cloud/cloud-options";
import { type HttpServer, serve } from "#local/cloud/http-server";
import { variablesFor } from "#local/platform";
import type { ServiceRequest } from "#local/service";

/** What goes wrong on the way: nothing arrives; nothing comes back; no answer ever; the provider itself fails. */
export type LineFault = "lost request" | "lost answer" | "silence" | "outage";

/** The functions' line to a payment provider, which can be cut. */
export interface ProviderLine {
  /** For `openTestPlatform`: lets the functions reach the provider over this line. */
  variables: (urls: CloudUrls) => Record<string, string>;
  /** Lays the line to a provider's address; answers its own. */
  connect: (base: string) => string;
  /** The next `times` requests that end so meet the fault, `/v1/refunds` or `POST /v1/orders`; all without a number. */
  fail: (fault: LineFault, path: string, times?: number) => void;
  /** What was asked of the provider: `POST /v1/refunds`. */
  asked: string[];
  close: () => Promise<void>;
}

async function forward(base: string, { method, path, query, headers, body }: ServiceRequest) {
  const { host: _, connection: __, "content-length": ___, ...kept } = headers;
  const payload = method === "GET" ? undefined : new Uint8Array(body);
  const response = await fetch(`${base}${path}${query.size > 0 ? `?${query}` : ""}`, {
    method,
    headers: kept,
    body: payload,
  });
  const type = response.headers.get("content-type") ?? "application/json";
  return { status: response.status, headers: { "content-type": type }, body: await response.text() };
}

const apiBase: Record<ProviderName, string> = { stripe: "STRIPE_API_BASE", razorpay: "RAZORPAY_API_BASE" };

/** How each says that it is in trouble. */
const trouble: Record<ProviderName, object> = {
  stripe: { type: "api_error", message: "An unknown error occurred" },
  razorpay: { code: "SERVER_ERROR", description: "We are facing some trouble completing your request." },
};

const outage = (provider: ProviderName) => ({
  status: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error: trouble[provider] }),
});

/** Which requests meet a fault from now on. */
function faults() {
  let next: { fault: LineFault; path: string; left: number } | undefined;
  return {
    fail: (fault: LineFault, path: string, times = Number.POSITIVE_INFINITY): void => {
      next = { fault, path, left: times };
    },
    meet: ({ method, path }: ServiceRequest): LineFault | undefined => {
      if (!next || next.left === 0 || !`${method} ${path}`.endsWith(next.path)) return undefined;
      next.left -= 1;
      return next.fault;
    },
  };
}

/** Opens a line that works. */
export async function openProviderLine(provider: ProviderName): Promise<ProviderLine> {
  let base = "";
  const { fail, meet } = faults();
  const asked: string[] = [];
  const server: HttpServer = await serve(async (request) => {
    asked.push(`${request.method} ${request.path}`);
    const fault = meet(request);
    if (fault === "lost request") return undefined;
    if (fault === "outage") return outage(provider);
    if (fault === "silence") return new Promise(() => undefined);
    const answer = await forward(base, request);
    return fault === "lost answer" ? undefined : answer;
  }, 0);
  const connect = (to: string): string => {
    base = to;
    return server.url;
  };
  return {
    variables: (urls) => ({ ...variablesFor(urls), [apiBase[provider]]: connect(urls[provider]) }),
    ...{ connect, fail, asked },
    close: () => server.close(),
  };
}
