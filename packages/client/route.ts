/** What is known of an endpoint at run time. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** From the root, with its parameters in braces: `/api/courses/{id}`. */
  path: string;
  /** Called with the access token. */
  token?: true;
  /** Called with an `Idempotency-Key`, and so safe to repeat. */
  idempotent?: true;
  /** Its body is text of this type, or the fields of a form, instead of JSON. */
  accepts?: "text/csv" | "application/x-www-form-urlencoded";
  /** What its success means for the session: its answer holds new tokens, or the tokens are over. */
  session?: "begins" | "ends";
}

/** What an endpoint is called with; which of them it takes is in the generated types. */
export interface Input {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** How one call is made, where it differs from the client's ways. */
export interface CallOptions {
  /** Ends the call, and all its repeats, with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds for each attempt. */
  timeout?: number;
  /** Your own key for an idempotent call: give the same one again to repeat a call after a reload. */
  idempotencyKey?: string;
}

function segment(name: string, value: string | undefined): string {
  // URL parsers take these for steps up the path, escaped or not.
  if (value === undefined || value === "" || value === "." || value === "..")
    throw new TypeError(`params.${name} can't be "${value ?? ""}"`);
  return encodeURIComponent(value);
}

function search(query: Input["query"] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return "";
  return `?${new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])))}`;
}

/** The address of a call. @throws TypeError for a path parameter that would change the path. */
export function addressOf(baseUrl: string, { path }: Route, { params, query }: Input): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, params?.[name]));
  return `${baseUrl.replace(/\/+$/, "")}${filled}${search(query)}`;
}
