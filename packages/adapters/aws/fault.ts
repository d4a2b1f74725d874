import type { Reply } from "./exchange";

/** What is known of a failed call. */
export interface Metadata {
  httpStatusCode?: number;
  /** The clock was set by what the service said: the same call is signed for another time now. */
  clockSkewCorrected?: boolean;
}

/** A service's refusal or failure, as the SDK puts it: its name, its sentence, and whatever else it said. */
export class ServiceFault extends Error {
  constructor(
    name: string,
    message: string,
    readonly $metadata: Metadata,
  ) {
    super(message);
    this.name = name;
  }

  get $fault(): "client" | "server" {
    return (this.$metadata.httpStatusCode ?? 0) >= 500 ? "server" : "client";
  }
}

/** The classes by which some faults are told apart; of the others the name is enough. */
export type Faults = Record<string, new (name: string, message: string, metadata: Metadata) => ServiceFault>;

/** Binary comes as base64: in a row that a fault shows as it was stored. */
const decoded = (key: string, value: unknown): unknown =>
  key === "B" && typeof value === "string" ? Buffer.from(value, "base64") : value;

/** Nothing where it is no object: a proxy on the way answers in HTML. */
function read(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body, decoded);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException:http://…` → `ResourceNotFoundException` */
const plainName = (said: unknown): string | undefined =>
  typeof said === "string" ? said.replace(/^.*#/, "").replace(/:.*$/, "") : undefined;

/** What an answer that is none says. */
export function faultOf({ status, headers, body }: Reply, known: Faults): ServiceFault {
  const { __type, code, message, Message, ...more } = read(body);
  const name = plainName(headers["x-amzn-errortype"] ?? __type ?? code) ?? "Unknown";
  const text = String(message ?? Message ?? "UnknownError");
  return Object.assign(new (known[name] ?? ServiceFault)(name, text, { httpStatusCode: status }), more);
}
