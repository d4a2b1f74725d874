import { z } from "zod";
import type { Reply } from "./http-server";

const Structured = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
  cookies: z.array(z.string()).default([]),
});

/** An answer of the gateway itself. */
export function message(status: number, text: string, headers: Record<string, string> = {}): Reply {
  const body = JSON.stringify({ message: text });
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** A function's answer: structured when it has a statusCode, else any JSON with status 200. Undefined if malformed. */
export function replyOf(payload: string): Reply | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    const body = typeof answer === "string" ? answer : payload;
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const parsed = Structured.safeParse(answer);
  if (!parsed.success) return undefined;
  const { statusCode, headers, body, isBase64Encoded, cookies } = parsed.data;
  return {
    status: statusCode,
    headers: { "content-type": "text/plain;charset=UTF-8", ...ownHeaders(headers) },
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
    cookies,
  };
}

/** The connection is the gateway's own affair. */
const gatewayHeaders = new Set(["connection", "content-length", "transfer-encoding", "keep-alive"]);

function ownHeaders(headers: Record<string, string | number | boolean>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries.filter(([name]) => !gatewayHeaders.has(name)));
}
