import { ApiError } from "./errors";
import { refreshToken as renewTokens } from "./generated/auth";
import type { CallOptions, Input, Route } from "./route";
import { memoryTokens, Session, type TokenStore, type Tokens } from "./session";
import { createTransport, type Exchange, type TransportOptions, withKey } from "./transport";

export interface ClientOptions extends TransportOptions {
  /** Where the session's tokens are kept; in memory where it is missing. */
  tokens?: TokenStore;
  /** Called when the session is over because its refresh token was refused. */
  onSignedOut?: () => void;
}

/** What the functions of `@instaiq/client/courses` and the like are called with. */
export interface Client {
  readonly tokens: TokenStore;
  /** Makes a call and answers its JSON. @throws ApiError, NetworkError, the signal's reason */
  call<Answer>(route: Route, input?: Input, options?: CallOptions): Promise<Answer>;
  /** Makes a call whose answer isn't JSON of a declared shape. @throws the same */
  send(route: Route, input?: Input, options?: CallOptions): Promise<Response>;
}

type Send = <Answer>(exchange: Exchange<Answer>) => Promise<Answer>;

/** The API shapes each answer by the schema that the type was made from: here the two meet. */
async function json<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    // Some other host has answered, such as a network's sign-in page.
    throw new ApiError({ status: response.status, code: "unknown", detail: "The answer isn't JSON", errors: [] });
  }
}

/** Of an answer to what begins a session: by its type, it holds the tokens, unless a second factor is asked for first. */
const tokensIn = (answer: unknown): Tokens | undefined => {
  const { token, refreshToken } = answer as Partial<Tokens>;
  return token !== undefined && refreshToken !== undefined ? { token, refreshToken } : undefined;
};

async function keeping<Answer>(tokens: TokenStore, route: Route, work: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await work();
    const begun = route.session === "begins" ? tokensIn(answer) : undefined;
    if (begun) await tokens.write(begun);
    return answer;
  } finally {
    // Whoever wants to leave has left, even where the API couldn't be told.
    if (route.session === "ends") await tokens.clear();
  }
}

function clientOver(send: Send, tokens: TokenStore): Client {
  return {
    tokens,
    call: <Answer>(route: Route, input: Input = {}, options: CallOptions = {}) =>
      keeping(tokens, route, () => send<Answer>({ route, input, options: withKey(route, options), read: json })),
    send: (route, input = {}, options = {}) =>
      send({ route, input, options: withKey(route, options), read: async (response) => response }),
  };
}

/**
 * A client of the API. It holds the session: whatever begins one (signing in, registering) leaves its tokens here, unless a second factor is asked for first, and
 * an access token that has run out is renewed by itself.
 *
 * @example
 * const api = createClient({ baseUrl: "https://api.instaiq.com", onSignedOut: () => location.assign("/login") });
 * await auth.login(api, { body: { email, password } });
 * const { total } = await courses.enrolled(api);
 */
export function createClient({ tokens = memoryTokens(), onSignedOut, ...options }: ClientOptions): Client {
  const transport = createTransport(options);
  // Renewing goes around the session: it has no access token, and the session itself keeps what it gets.
  const outside = clientOver(transport, memoryTokens());
  const session = new Session({
    store: tokens,
    onSignedOut,
    renew: (refreshToken) => renewTokens(outside, { body: { refreshToken } }),
  });
  const send: Send = (exchange) => {
    if (!exchange.route.token) return transport(exchange);
    return session.call((token) => transport({ ...exchange, token }), exchange.options.signal);
  };
  return clientOver(send, tokens);
}
