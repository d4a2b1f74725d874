import httpJsonBodyParser from "@middy/http-json-body-parser";
import { bodyLimit, csvLimit, type Endpoint } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { GatewayEvent } from "./call";

const parser = httpJsonBodyParser();
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The bytes of the body: API Gateway hands over what isn't text in base64. */
export function bytesOf({ body, isBase64Encoded }: GatewayEvent): Buffer {
  if (typeof body !== "string") return Buffer.alloc(0);
  return Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
}

type Malformed = "malformed_json" | "malformed_csv";

function textOf(bytes: Buffer, code: Malformed): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Failure(code, { detail: "The body is not UTF-8", cause });
  }
}

/** What @middy/http-json-body-parser throws: 415 for the type and for the text alike. */
function refusal(error: unknown): Failure {
  const unreadable = error instanceof Error && error.message.startsWith("Invalid");
  return new Failure(unreadable ? "malformed_json" : "unsupported_media_type", { cause: error });
}

/** Media types ignore case and a space before their parameters (RFC 9110); the parser doesn't. */
const plainType = (type = ""): string => type.toLowerCase().replace(/\s*;\s*/, ";");

/** Whether the endpoint is content without a body. */
const optional = (endpoint: Endpoint): boolean => endpoint.body?.safeParse({}).success === true;

function requireWithin(limit: number, bytes: Buffer): void {
  if (bytes.length > limit) throw new Failure("body_too_large", { detail: `At most ${limit} bytes` });
}

/** A file of the type that the endpoint accepts, as text. */
function parseFile(type: string, event: GatewayEvent, bytes: Buffer): string {
  if (plainType(event.headers["content-type"]).split(";")[0] !== type)
    throw new Failure("unsupported_media_type", { detail: `The body must be ${type}` });
  requireWithin(csvLimit, bytes);
  return textOf(bytes, "malformed_csv");
}

const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** The fields of a form, each once, as text; of what is sent twice the last. Files in it are none of its fields. */
async function parseForm(event: GatewayEvent, bytes: Buffer): Promise<Record<string, string>> {
  const type = event.headers["content-type"] ?? "";
  if (!formTypes.includes(plainType(type).split(";")[0] ?? ""))
    throw new Failure("unsupported_media_type", { detail: `The body must be ${formTypes.join(" or ")}` });
  requireWithin(bodyLimit, bytes);
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
    return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
  } catch (cause) {
    throw new Failure("malformed_form", { cause });
  }
}

/**
 * Parses the body of an endpoint that takes one.
 * @throws Failure body_too_large, unsupported_media_type, malformed_json, malformed_csv, malformed_form
 */
export async function parseBody(endpoint: Endpoint, event: GatewayEvent, bytes: Buffer): Promise<unknown> {
  if (!endpoint.body) return undefined;
  if (endpoint.accepts === "text/csv") return parseFile(endpoint.accepts, event, bytes);
  if (endpoint.accepts) return parseForm(event, bytes);
  if (bytes.length === 0 && optional(endpoint)) return {};
  requireWithin(bodyLimit, bytes);
  const headers = { ...event.headers, "content-type": plainType(event.headers["content-type"]) };
  const textual = { ...event, headers, body: textOf(bytes, "malformed_json"), isBase64Encoded: false };
  const request = { event: textual } as unknown as Parameters<NonNullable<typeof parser.before>>[0];
  try {
    await parser.before?.(request);
  } catch (error) {
    throw refusal(error);
  }
  return textual.body;
}
