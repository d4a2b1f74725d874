/** Where webhooks go, asked at every attempt. */
export interface WebhookTarget {
  url: () => string;
  /** What they are signed with. */
  secret: () => Promise<string> | string;
}

/** One webhook as it is posted. */
export interface Letter {
  headers: Record<string, string>;
  body: string;
}

const answerTimeoutMs = 20_000;

/** Posts what is written with the target's secret. Returns why it wasn't taken, or nothing when it was. */
export async function postWebhook(
  target: WebhookTarget,
  write: (secret: string) => Letter,
  closing: AbortSignal,
): Promise<string | undefined> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    const secret = await Promise.race([target.secret(), untilAborted(signal)]);
    const response = await fetch(target.url(), { method: "POST", ...write(secret), redirect: "manual", signal });
    await response.arrayBuffer();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
