import * as z from "zod/mini";
import type { Endpoint } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { Call } from "./call";

/** Printable ASCII, as the IETF draft's string has it. */
const keySchema = z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[\x21-\x7e]+$/));

/** Runs the handler, or answers as it did when the same key came before. */
export async function handleOnce(
  { endpoint, handle }: { endpoint: Endpoint; handle: (call: Call) => Promise<unknown> },
  call: Call,
): Promise<unknown> {
  const given = call.raw.headers["idempotency-key"];
  if (!endpoint.idempotent || given === undefined) return handle(call);
  const key = keySchema.safeParse(given);
  if (!key.success) {
    const message = "must be 1 to 255 printable ASCII characters";
    throw new Failure("invalid_input", { errors: [{ path: "headers.idempotency-key", message }] });
  }
  const caller = `${(call.session as { id: string } | undefined)?.id} ${endpoint.method} ${endpoint.path}`;
  const { once } = await import("#core/idempotency");
  return once({ key: key.data, caller, body: [call.params, call.body] }, call.now, () => handle(call));
}
