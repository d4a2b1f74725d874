import { ApiError } from "./errors";

/** What a session consists of. */
export interface Tokens {
  /** Access token, 15 minutes. */
  token: string;
  /** 30 days, revocable. */
  refreshToken: string;
}

/** Where tokens are kept between calls; each may answer at once or later. */
export interface TokenStore {
  read(): Tokens | undefined | Promise<Tokens | undefined>;
  write(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** Keeps the tokens as long as the page lives. */
export function memoryTokens(): TokenStore {
  let kept: Tokens | undefined;
  return {
    read: () => kept,
    write: (tokens) => {
      kept = tokens;
    },
    clear: () => {
      kept = undefined;
    },
  };
}

export interface SessionOptions {
  store: TokenStore;
  /** Trades a refresh token for new tokens. */
  renew: (refreshToken: string) => Promise<Tokens>;
  onSignedOut?: () => void;
}

/** Whether the refresh token itself was refused: a failure that passes is no reason to sign anybody out. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

const isExpired = (error: unknown): boolean => error instanceof ApiError && error.code === "unauthorized";

/** Waits no longer than the signal allows, for work that others wait for as well. */
async function within<Answer>(work: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (!signal) return work;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Makes calls with the access token, and renews it when it is refused: once, however many calls find out. */
export class Session {
  readonly #options: SessionOptions;
  #renewal: Promise<Tokens | undefined> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async call<Answer>(attempt: (token?: string) => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    const tokens = await this.#options.store.read();
    try {
      return await attempt(tokens?.token);
    } catch (error) {
      if (!tokens || !isExpired(error)) throw error;
      const renewed = await within(this.#renewed(tokens), signal);
      if (!renewed) throw error;
      return attempt(renewed.token);
    }
  }

  #renewed(refused: Tokens): Promise<Tokens | undefined> {
    this.#renewal ??= this.#renew(refused).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renew(refused: Tokens): Promise<Tokens | undefined> {
    const { store, onSignedOut } = this.#options;
    const before = await store.read();
    // Another call has renewed them already, or somebody has signed in or out.
    if (before?.token !== refused.token) return before;
    const renewed = await this.#trade(before.refreshToken);
    const now = await store.read();
    // Somebody has signed in or out while that was under way: theirs stands.
    if (now?.refreshToken !== before.refreshToken) return now;
    if (renewed) {
      await store.write(renewed);
      return renewed;
    }
    await store.clear();
    onSignedOut?.();
    return undefined;
  }

  /** New tokens; undefined where the refresh token is refused. */
  async #trade(given: string): Promise<Tokens | undefined> {
    try {
      const { token, refreshToken } = await this.#options.renew(given);
      return { token, refreshToken };
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}
