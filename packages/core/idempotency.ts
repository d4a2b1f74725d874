import { createHash } from "node:crypto";
import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { commit, step } from "./transaction";

/** A request that carried an Idempotency-Key, and its answer once there is one. */
const Requests = new Entity(
  {
    model: { service: "iq", entity: "request", version: "1" },
    attributes: {
      name: { type: "string", required: true },
      body_hash: { type: "string", required: true },
      answer: { type: "string" },
      /** Epoch milliseconds; a request without an answer by then has crashed, and the next one takes over. */
      working_until: { type: "number", required: true },
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "request#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "request", casing: "none" },
      },
    },
  },
  store,
);

const life = 24 * 3600;
const lease = 30_000;

const hash = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value) ?? "")
    .digest("base64url");

class Known extends Error {
  constructor(readonly present: Record<string, unknown>) {
    super();
  }
}

/** Claims the name, unless there is an answer or somebody at work. */
async function claim(row: { name: string; body_hash: string }, now: Date): Promise<void> {
  const until = { working_until: now.getTime() + lease, ttl: Math.floor(now.getTime() / 1000) + life };
  const free = Requests.put({ ...row, ...until }).where(
    ({ name, answer, working_until, ttl, body_hash }, { notExists, lt, eq }) =>
      `${notExists(name)} OR ${lt(ttl, Math.floor(now.getTime() / 1000))} OR (${notExists(answer)} AND ${lt(working_until, now.getTime())} AND ${eq(body_hash, row.body_hash)})`,
  );
  await commit([step(free.params(), (present) => new Known(present ?? {}))]);
}

function answerFrom(present: Record<string, unknown>, body_hash: string): unknown {
  if (present.body_hash !== body_hash) throw new Failure("idempotency_mismatch");
  if (typeof present.answer !== "string") throw new Failure("request_in_progress", { retryAfter: 2 });
  return JSON.parse(present.answer);
}

/**
 * Does the work once per key and caller, for 24 h; whoever comes again gets the first answer. A refusal is not kept:
 * the next try is a new one.
 * @throws Failure idempotency_mismatch when the key came with another body, request_in_progress while it is worked on.
 */
export async function once<Answer>(
  { key, caller, body }: { key: string; caller: string; body: unknown },
  now: Date,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const row = { name: hash([caller, key]), body_hash: hash(body) };
  try {
    await claim(row, now);
  } catch (error) {
    if (error instanceof Known) return answerFrom(error.present, row.body_hash) as Answer;
    throw error;
  }
  try {
    const answer = await work();
    await Requests.patch({ name: row.name })
      .set({ answer: JSON.stringify(answer) })
      .go();
    return answer;
  } catch (error) {
    await Requests.delete({ name: row.name }).go();
    throw error;
  }
}
