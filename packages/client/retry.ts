import { ApiError, NetworkError } from "./errors";

/** Milliseconds: what asks for a longer wait is a refusal, for the caller to tell its user. */
const longestWait = 20_000;

const firstWait = 300;

/** Whether the same call could succeed when it is made again. */
function passes(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  if (!(error instanceof ApiError)) return false;
  return error.status === 429 || error.status === 503 || error.code === "request_in_progress";
}

/**
 * Milliseconds until the next try; undefined where there should be none. What `Retry-After` says, else doubling with
 * `random` (0 to 1) spreading many clients apart.
 */
export function waitBefore(error: unknown, tried: number, random: number): number | undefined {
  if (!passes(error)) return undefined;
  const told = error instanceof ApiError ? error.retryAfter : undefined;
  const wait = told === undefined ? firstWait * 2 ** tried * (0.5 + random / 2) : told * 1000;
  return wait > longestWait ? undefined : wait;
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** Makes the attempt again, at most `retries` times, while its failure is one that passes. */
export async function retrying<Answer>(
  attempt: () => Promise<Answer>,
  retries: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = tried < retries ? waitBefore(error, tried, Math.random()) : undefined;
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
  }
}
