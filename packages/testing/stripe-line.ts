import type { Cloud } from "#local/cloud/cloud";
import type { CloudUrls } from "#local/cloud/cloud-options";
import { type HttpServer, serve } from "#local/cloud/http-server";
import type { ServiceRequest } from "#local/service";

/** What goes wrong on the way: nothing arrives; nothing comes back; no answer ever; Stripe itself fails. */
export type LineFault = "lost request" | "lost answer" | "silence" | "outage";

/** The functions' line to Stripe, which can be cut. */
export interface StripeLine {
  /** For `openTestPlatform`: lets the functions reach Stripe over this line. */
  variables: (urls: CloudUrls) => Record<string, string>;
  /** The next `times` requests whose method and path end so meet the fault; all of them without a number. */
  fail: (fault: LineFault, path: string, times?: number) => void;
  /** What was asked of Stripe: `POST /v1/refunds`. */
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

const outage = {
  status: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error: { type: "api_error", message: "An unknown error occurred" } }),
};

/** Opens a line that works. */
export async function openStripeLine(): Promise<StripeLine> {
  let base: Cloud["urls"]["stripe"] = "";
  let trouble: { fault: LineFault; path: string; left: number } | undefined;
  const asked: string[] = [];
  const meet = ({ method, path }: ServiceRequest): LineFault | undefined => {
    if (!trouble || trouble.left === 0 || !`${method} ${path}`.endsWith(trouble.path)) return undefined;
    trouble.left -= 1;
    return trouble.fault;
  };
  const server: HttpServer = await serve(async (request) => {
    asked.push(`${request.method} ${request.path}`);
    const fault = meet(request);
    if (fault === "lost request") return undefined;
    if (fault === "outage") return outage;
    if (fault === "silence") return new Promise(() => undefined);
    const answer = await forward(base, request);
    return fault === "lost answer" ? undefined : answer;
  }, 0);
  return {
    variables: ({ stripe }) => {
      base = stripe;
      return { STRIPE_API_BASE: server.url, CHECKOUT_URL: `${stripe}/pay` };
    },
    fail: (fault, path, times = Number.POSITIVE_INFINITY) => {
      trouble = { fault, path, left: times };
    },
    asked,
    close: () => server.close(),
  };
}
