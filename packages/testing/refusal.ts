import type { Reply } from "./api";
import { writesOf } from "./effects";
import type { TestPlatform } from "./platform";

interface Expected {
  /** Any 4xx where it is missing. */
  code?: string;
  /** What the errors must name, beside whatever else they name. */
  paths?: string[];
}

const problemFields = ["type", "title", "status", "detail", "instance", "message", "code", "requestId"];

const isFault = (fault: unknown): boolean =>
  typeof fault === "object" &&
  fault !== null &&
  "path" in fault &&
  "message" in fault &&
  /^(body|path|query|headers)(\.|$)/.test(String(fault.path)) &&
  String(fault.message).length > 0;

/** What is wrong with the form of an answer that should be a problem of the client's. */
export function formFlaws({ status, headers, body }: Reply): string[] {
  if (status < 400 || status > 499) return [`status ${status}`];
  const missing = problemFields.filter((field) => body[field] === undefined || body[field] === "");
  return [
    ...(headers.get("content-type") === "application/problem+json" ? [] : [`type ${headers.get("content-type")}`]),
    ...missing.map((field) => `no ${field}`),
    ...(body.status === status ? [] : [`status ${body.status} in the body`]),
    ...(body.requestId === headers.get("apigw-requestid") ? [] : [`request id ${body.requestId}`]),
  ];
}

function content({ body }: Reply, { code, paths = [] }: Expected): string[] {
  const errors: unknown[] = body?.errors ?? [];
  const named = errors.map((fault) => (isFault(fault) ? (fault as { path: string }).path : undefined));
  return [
    ...(code === undefined || body?.code === code ? [] : [`code ${body?.code}, not ${code}`]),
    ...(body?.code !== "invalid_input" || errors.length > 0 ? [] : ["no errors"]),
    ...(named.includes(undefined) ? [`errors ${JSON.stringify(errors)}`] : []),
    ...paths.filter((path) => !named.includes(path)).map((path) => `${path} isn't named`),
  ];
}

/** What is wrong with an answer that should refuse a request; nothing when it is a refusal as it should be. */
export const flawsOf = (platform: TestPlatform, reply: Reply, expected: Expected = {}): string[] => [
  ...formFlaws(reply),
  ...content(reply, expected),
  ...writesOf(platform, reply).map((call) => `wrote ${call}`),
];
