import { setTimeout as pause } from "node:timers/promises";

/** Longer than any function takes to give up. */
const tries = 3;

/** Does it with a `fetch` that comes again when it is told to, as a sensible client does. */
export async function patiently(work: () => Promise<void>): Promise<void> {
  const plainly = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    for (let turn = 1; ; turn++) {
      const response = await plainly(...request);
      if (response.status !== 503 || turn === tries) return response;
      await pause(50 * turn);
    }
  };
  try {
    await work();
  } finally {
    globalThis.fetch = plainly;
  }
}
