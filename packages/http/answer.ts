import { createHash } from "node:crypto";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Endpoint, RawAnswer } from "#contract/endpoint";
import type { Allowance } from "#core/attempts";

type Headers = Record<string, string>;

/** On every answer, whatever it is. A page loosens the content policy for itself. */
export const securityHeaders: Headers = {
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

export const rateLimitHeaders = ({ limit, remaining, reset }: Allowance): Headers => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(Math.max(0, remaining)),
  "ratelimit-reset": String(reset),
});

/** A value that doesn't fit its own schema is our fault: it becomes a 500, and nothing of it leaves. */
export function shaped(endpoint: Endpoint, result: unknown): unknown {
  const parsed = endpoint.returns?.safeParse(result);
  if (!parsed?.success) throw new Error(`the answer does not fit the contract: ${parsed?.error.message}`);
  return parsed.data;
}

/** Browsers save the answer under that name instead of showing it. */
export const savedAs = (fileName: string): Headers => ({ "content-disposition": `attachment; filename="${fileName}"` });

function contentOf(endpoint: Endpoint, result: unknown): { content: string | Buffer; headers: Headers } {
  if (endpoint.returns) {
    const saved = endpoint.download ? savedAs(endpoint.download) : {};
    return {
      content: JSON.stringify(shaped(endpoint, result)),
      headers: { "content-type": "application/json", ...saved },
    };
  }
  const { content, contentType, headers } = result as RawAnswer;
  return { content, headers: { "content-type": contentType, ...headers } };
}

function body(content: string | Buffer): Pick<APIGatewayProxyStructuredResultV2, "body" | "isBase64Encoded"> {
  return typeof content === "string" ? { body: content } : { body: content.toString("base64"), isBase64Encoded: true };
}

/** The answer to a handler's result; 304 without a body when a cached copy is still right. */
export function answer(
  endpoint: Endpoint,
  result: unknown,
  { ifNoneMatch, allowance }: { ifNoneMatch?: string; allowance?: Allowance },
): APIGatewayProxyStructuredResultV2 {
  const { content, headers: own } = contentOf(endpoint, result);
  const headers = {
    ...securityHeaders,
    "cache-control": "no-store",
    ...own,
    ...(allowance ? rateLimitHeaders(allowance) : {}),
  };
  if (!endpoint.cache) return { statusCode: endpoint.status ?? 200, headers, ...body(content) };
  const etag = `"${createHash("sha1").update(content).digest("base64url")}"`;
  const cached = { ...headers, etag, "cache-control": `public, max-age=${endpoint.cache}` };
  if (ifNoneMatch?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, "") === etag))
    return { statusCode: 304, headers: cached };
  return { statusCode: 200, headers: cached, ...body(content) };
}
