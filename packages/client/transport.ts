import { ApiError, apiErrorOf, NetworkError } from "./errors";
import { retrying } from "./retry";
import { addressOf, type CallOptions, type Input, type Route } from "./route";

export interface TransportOptions {
  /** Origin of the API, with a path before `/api` where there is one; empty for the page's own. */
  baseUrl: string;
  /** Repeats of a safe call that met 429, 503 or no answer; 2 where it is missing. */
  retries?: number;
  /** Milliseconds for each attempt; 30,000 where it is missing. */
  timeout?: number;
  /** Instead of the global one. */
  fetch?: typeof fetch;
}

/** A call, and what to make of its answer. */
export interface Exchange<Answer> {
  route: Route;
  input: Input;
  options: CallOptions;
  /** Throws an ApiError for content that makes no sense. */
  read: (response: Response) => Promise<Answer>;
  token?: string;
}

export type Transport = <Answer>(exchange: Exchange<Answer>) => Promise<Answer>;

/** `randomUUID` exists on secure origins only; this doesn't care. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Sets an idempotent call's key once, for all its repeats. */
export const withKey = (route: Route, options: CallOptions): CallOptions =>
  route.idempotent ? { ...options, idempotencyKey: options.idempotencyKey ?? newKey() } : options;

function bodyOf({ accepts }: Route, { body }: Input): string | undefined {
  if (body === undefined) return undefined;
  if (accepts === "application/x-www-form-urlencoded") return new URLSearchParams(Object(body)).toString();
  return accepts ? String(body) : JSON.stringify(body);
}

function requestOf({ route, input, options, token }: Exchange<unknown>): RequestInit {
  const headers: Record<string, string> = { accept: "application/json" };
  if (input.body !== undefined) headers["content-type"] = route.accepts ?? "application/json";
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (route.idempotent && options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;
  return { method: route.method, headers, body: bodyOf(route, input) };
}

/** Sends calls to the API, each at most as often as is safe. @throws ApiError, NetworkError, the signal's reason */
export function createTransport(settings: TransportOptions): Transport {
  const { baseUrl, retries = 2, timeout = 30_000, fetch: send = globalThis.fetch } = settings;

  async function attempt<Answer>(exchange: Exchange<Answer>, url: string, init: RequestInit): Promise<Answer> {
    const { signal } = exchange.options;
    const late = AbortSignal.timeout(exchange.options.timeout ?? timeout);
    const either = signal ? AbortSignal.any([signal, late]) : late;
    try {
      const response = await send(url, { ...init, signal: either });
      if (!response.ok) throw await apiErrorOf(response, new Date());
      return await exchange.read(response);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ApiError) throw error;
      throw new NetworkError(late.aborted ? "timeout" : "unreachable", error);
    }
  }

  return async (exchange) => {
    const { route, input, options } = exchange;
    const url = addressOf(baseUrl, route, input);
    const init = requestOf(exchange);
    const repeats = route.method === "GET" || route.idempotent ? retries : 0;
    return retrying(() => attempt(exchange, url, init), repeats, options.signal);
  };
}
