import { z } from "zod";
import type { ServiceRequest } from "#local/service";

/** The CorsConfiguration of an HTTP API. */
export const CorsConfiguration = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  AllowCredentials: z.boolean().default(false),
  MaxAge: z.number().optional(),
});

export type CorsConfiguration = z.infer<typeof CorsConfiguration>;

export function isPreflight({ method, headers }: ServiceRequest): boolean {
  return method === "OPTIONS" && "origin" in headers && "access-control-request-method" in headers;
}

/** What a preflight is answered with; nothing for an origin that isn't allowed. */
export function preflightHeaders(cors: CorsConfiguration, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (!allowed) return {};
  return {
    ...allowed,
    ...(cors.AllowMethods.length > 0 && { "access-control-allow-methods": cors.AllowMethods.join(",") }),
    ...(cors.AllowHeaders.length > 0 && { "access-control-allow-headers": cors.AllowHeaders.join(",") }),
    ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
  };
}

/** What is added to an answer, in place of what the function says about CORS. */
export function answerHeaders(cors: CorsConfiguration, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (!allowed) return {};
  const exposed = cors.ExposeHeaders.length > 0 && { "access-control-expose-headers": cors.ExposeHeaders.join(",") };
  return { ...allowed, ...exposed };
}

function allowedOrigin(cors: CorsConfiguration, origin: string | undefined): Record<string, string> | undefined {
  if (origin === undefined) return undefined;
  const pattern = cors.AllowOrigins.find((candidate) => matchesOrigin(candidate, origin));
  if (pattern === undefined) return undefined;
  return {
    "access-control-allow-origin": pattern === "*" ? "*" : origin,
    ...(pattern !== "*" && { vary: "Origin" }),
    ...(cors.AllowCredentials && { "access-control-allow-credentials": "true" }),
  };
}

/** `*`, `https://*`, `http://*` or the origin itself. */
function matchesOrigin(pattern: string, origin: string): boolean {
  return pattern.endsWith("*")
    ? origin.startsWith(pattern.slice(0, -1))
    : pattern.toLowerCase() === origin.toLowerCase();
}
