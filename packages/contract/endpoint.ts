import type * as z from "zod/mini";
import type { FailureCode } from "./failure";
import type { Needs } from "./needs";

/**
 * Who may call: `public` anybody; `user` anyone signed in; `instructor` instructors and admins; `admin` admins;
 * `signature` whoever signs the raw body (webhooks).
 */
export type Access = "public" | "user" | "instructor" | "admin" | "signature";

export const roles = ["student", "instructor", "admin"] as const;
export type Role = (typeof roles)[number];

/** The roles that each access admits; undefined where no token is asked for. */
export const admitted: Record<Access, readonly Role[] | undefined> = {
  public: undefined,
  signature: undefined,
  user: roles,
  instructor: ["instructor", "admin"],
  admin: ["admin"],
};

type Schema = z.ZodMiniType;

/**
 * One endpoint, declared once. From it come the API Gateway route and its authorizer, the role check, validation both
 * ways, the OpenAPI operation, the client method and the rows of the security matrix.
 */
export interface Endpoint {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** As API Gateway writes it, below the base path: `/courses/{id}`. */
  path: string;
  /** Further paths, outside the base path, that answer the same. */
  aliases?: readonly string[];
  access: Access;
  summary: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /**
   * The body is of this type instead of JSON: text at most `csvLimit` long, of which `body` is a schema, or the fields of
   * a form, which may come as `multipart/form-data` as well.
   */
  accepts?: "text/csv" | "application/x-www-form-urlencoded";
  /** The list can be had as CSV, too: its query takes `format` (see csv.ts). */
  csv?: true;
  /** Success status, 200 where it is missing. */
  status?: number;
  /** Schema of the answer; anything that it does not declare never leaves. Missing: the handler answers raw content. */
  returns?: Schema;
  /** Name of the file that browsers save the answer as. */
  download?: string;
  /** What it can refuse beyond what every endpoint of its kind can. */
  errors?: readonly FailureCode[];
  /** Seconds that browsers and the edge may keep the answer; only public GETs. */
  cache?: number;
  /** Accepts `Idempotency-Key`: the same key and body get the same answer for 24 h. */
  idempotent?: boolean;
  /** Counts attempts per client address and this body field. */
  throttle?: string;
}

export interface Group<Endpoints extends Record<string, Endpoint> = Record<string, Endpoint>> {
  name: string;
  summary: string;
  needs: Needs;
  endpoints: Endpoints;
}

export const basePath = "/api";

/** Largest JSON body that any endpoint takes, in bytes. */
export const bodyLimit = 256 * 1024;

/** Largest CSV file that an import takes, in bytes. */
export const csvLimit = 1024 * 1024;

/** Whether one of the endpoints asks who is calling. */
const asksWho = (endpoints: Record<string, Endpoint>): boolean =>
  Object.values(endpoints).some(({ access }) => admitted[access]);

/** Whoever asks who is calling needs to know what is asked of staff. */
const withStanding = (needs: Needs): Needs => ({
  ...needs,
  settings: [...(needs.settings ?? []), "STAFF_SECOND_FACTOR"],
});

/** A group of endpoints that share one Lambda. */
export function group<const Endpoints extends Record<string, Endpoint>>(
  name: string,
  declaration: Omit<Group<Endpoints>, "name">,
): Group<Endpoints> {
  const { needs, endpoints } = declaration;
  return { name, ...declaration, needs: asksWho(endpoints) ? withStanding(needs) : needs };
}

/** The route keys under which API Gateway knows an endpoint: `GET /api/courses/{slug}`. */
export function routeKeys({ method, path, aliases = [] }: Endpoint): string[] {
  return [`${basePath}${path}`, ...aliases].map((full) => `${method} ${full}`);
}

/** What a body is called that can't be read. */
function malformed({ accepts }: Endpoint): FailureCode {
  if (accepts === "text/csv") return "malformed_csv";
  return accepts ? "malformed_form" : "malformed_json";
}

/** Every code that an endpoint can answer: its own and those that follow from its kind. */
export function failuresOf(endpoint: Endpoint): FailureCode[] {
  const codes: FailureCode[] = ["internal_error", "unavailable", ...(endpoint.errors ?? [])];
  if (endpoint.params || endpoint.query || endpoint.body) codes.push("invalid_input");
  if (endpoint.body) codes.push(malformed(endpoint), "unsupported_media_type", "body_too_large");
  if (admitted[endpoint.access]) codes.push("unauthorized", "account_suspended");
  if (endpoint.access === "instructor" || endpoint.access === "admin")
    codes.push("forbidden", "second_factor_required");
  if (endpoint.throttle !== undefined) codes.push("rate_limited");
  if (endpoint.idempotent) codes.push("idempotency_mismatch", "request_in_progress");
  return [...new Set(codes)];
}

type Parsed<S> = S extends Schema ? z.output<S> : undefined;

/** What a handler gets of the request, typed from the declaration. */
export interface Input<E extends Endpoint> {
  params: Parsed<E["params"]>;
  query: Parsed<E["query"]>;
  body: Parsed<E["body"]>;
}

/** What a handler answers; fields beyond the schema are dropped on the way out. */
export type Output<E extends Endpoint> = E["returns"] extends Schema ? z.input<E["returns"]> : RawAnswer;

/** An answer that is not JSON: a page, a document. */
export interface RawAnswer {
  contentType: string;
  content: string | Buffer;
  /** Further response headers. */
  headers?: Record<string, string>;
}
