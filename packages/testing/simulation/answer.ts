/** What a request came to; undefined: nobody will ever know. */
export type Answer = { status: number; body: Record<string, unknown> } | undefined;

/** What a function of the gateway says, as whoever has asked receives it. */
export function answerOf(result: unknown): Answer {
  if (typeof result !== "object" || result === null) return undefined;
  const { statusCode, body } = result as { statusCode?: number; body?: string };
  return { status: statusCode ?? 500, body: body ? JSON.parse(body) : {} };
}
