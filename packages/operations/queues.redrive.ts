import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { ResourceNotFoundException, TrimmedDataAccessException } from "@aws-sdk/client-dynamodb-streams";
import { command, operand } from "./command";
import { invoke } from "./invoke";
import { type Batch, batchIn, eventIn, giveBack, type Parked, parkerCalled, remove, take } from "./queues";
import type { Stage } from "./stage";
import { concerns, consumerCalled, hand, readShard } from "./stream";

/** What became of a message. */
type Fate = "taken" | "not taken" | "too old";

/** The records that a message stands for; undefined when the stream has them no more. */
async function recordsOf(batch: Batch): Promise<StreamRecord[] | undefined> {
  const { streamArn: StreamArn, shardId: ShardId, startSequenceNumber, endSequenceNumber } = batch;
  const position = { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: startSequenceNumber } as const;
  const found: StreamRecord[] = [];
  try {
    for await (const record of readShard({ StreamArn, ShardId, ...position })) {
      const sequence = BigInt(record.dynamodb?.SequenceNumber ?? 0);
      if (sequence > BigInt(endSequenceNumber)) break;
      found.push(record);
      if (sequence === BigInt(endSequenceNumber)) break;
    }
  } catch (error) {
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  return found.length > 0 ? found : undefined;
}

async function redriveBatch(stage: Stage, worker: string, batch: Batch): Promise<Fate> {
  const consumer = consumerCalled(worker);
  const records = await recordsOf(batch);
  if (!records) return "too old";
  const wanted = records.filter((record) => concerns(consumer, record));
  const { failed } = await hand(stage, consumer, batch.streamArn, wanted);
  return failed.length === 0 ? "taken" : "not taken";
}

async function redriveEvent(stage: Stage, worker: string, message: Parked): Promise<Fate> {
  const { error } = await invoke(stage.functionOf(worker), eventIn(message));
  return error ? "not taken" : "taken";
}

/** What there is to do about records that the stream has forgotten. */
const instead: Record<string, string> = {
  projector: "rebuild derives from the rows all that it would have",
  invoicer: "rebuild makes the papers that orders lack",
  mailer: "mail resend finds the mails that rows call for and that never went, and sends them",
};

/** Hands what is parked to its worker again. What it takes leaves the queue; what it can't take stays. */
export const queuesRedrive = command({
  summary: "hands what is parked to its worker again; what it can't take stays parked",
  operands: "<worker>",
  options: {
    forget: { type: "boolean", default: false, about: "removes what the stream has no more (older than 24 h), too" },
  },
  effect: "changes",
  async run({ positionals, values, stage, print, announce }) {
    const worker = parkerCalled(operand({ positionals }, 0, "the worker"));
    const queue = stage.queueOf(worker);
    const messages = await take(queue, 900);
    const fates: Record<Fate, number> = { taken: 0, "not taken": 0, "too old": 0 };
    const left = new Set(messages);
    try {
      announce(`hands ${messages.length} parked messages to ${worker} again`);
      for (const message of messages) {
        const batch = batchIn(message);
        const fate = await (batch ? redriveBatch(stage, worker, batch) : redriveEvent(stage, worker, message));
        fates[fate]++;
        if (fate === "not taken" || (fate === "too old" && !values.forget)) continue;
        await remove(queue, message);
        left.delete(message);
      }
    } finally {
      for (const message of left) await giveBack(queue, message);
    }
    print(`${worker}: ${fates.taken} taken, ${fates["not taken"]} not taken, ${fates["too old"]} too old.`);
    if (fates["not taken"] > 0) print("Why it can't take them stands in its log: npm run logs.");
    if (fates["too old"] > 0) print(`Of what is too old, ${instead[worker]}; then redrive with --forget.`);
    return left.size === 0;
  },
});
