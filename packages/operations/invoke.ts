import { InvokeCommand } from "@aws-sdk/client-lambda";
import { lambda } from "./clients";

/** How an invocation ended: with the function's answer, or with the type of its error. */
export type Answer = { answer: unknown; error?: undefined } | { answer?: undefined; error: string };

/** Binary attributes are base64 in events; a Buffer would become something else by itself. */
function encoded(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const given = this[key];
  return given instanceof Uint8Array ? Buffer.from(given).toString("base64") : value;
}

/** Hands a function an event, and waits for what it makes of it. The error's message stays in the function's log: it may name people. */
export async function invoke(FunctionName: string, event: unknown): Promise<Answer> {
  const Payload = Buffer.from(JSON.stringify(event, encoded));
  const result = await lambda().send(new InvokeCommand({ FunctionName, Payload }));
  const answer: unknown = JSON.parse(Buffer.from(result.Payload ?? []).toString() || "null");
  if (!result.FunctionError) return { answer };
  const { errorType = result.FunctionError } = answer as { errorType?: string };
  return { error: errorType };
}
