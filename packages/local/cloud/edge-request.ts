import type { IncomingMessage } from "node:http";
import type { ServiceRequest } from "#local/service";
import type { Behaviour } from "./distribution";

/** What CloudFront passes on of any request, whatever its policies say. */
const always = [
  ...["content-type", "content-length", "content-md5", "cache-control", "pragma", "range", "if-range"],
  ...["if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "x-forwarded-for", "x-amzn-trace-id"],
];

/** What it says itself; a viewer's own word for it is dropped. */
function own(behaviour: Behaviour, { headers }: ServiceRequest, { socket }: IncomingMessage): Record<string, string> {
  const { forwarded, origin } = behaviour;
  const address = socket.remoteAddress ?? "";
  const told = { "cloudfront-viewer-address": `${address}:${socket.remotePort}` };
  return {
    ...Object.fromEntries(Object.entries(told).filter(([name]) => forwarded.headers.includes(name))),
    "x-forwarded-for": headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${address}` : address,
    "user-agent": "Amazon CloudFront",
    ...("api" in origin ? { ...origin.api.headers, host: origin.api.domain } : {}),
  };
}

/** The request as the origin gets to see it: what the policies name, and what CloudFront says itself. */
export function forwardedRequest(
  behaviour: Behaviour,
  request: ServiceRequest,
  incoming: IncomingMessage,
): ServiceRequest {
  const { cache, forwarded } = behaviour;
  const cookies = cache.cookies || forwarded.cookies ? ["cookie"] : [];
  const names = new Set([...always, ...cache.headers, ...forwarded.headers, ...cookies]);
  const kept = Object.entries(request.headers).filter(([name]) => names.has(name) && !name.startsWith("cloudfront-"));
  return {
    ...request,
    query: cache.query || forwarded.query ? request.query : new URLSearchParams(),
    headers: { ...Object.fromEntries(kept), ...own(behaviour, request, incoming) },
  };
}
