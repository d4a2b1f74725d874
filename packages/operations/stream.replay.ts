import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { command, moment, needed } from "./command";
import { type Consumer, concerns, consumerCalled, hand, madeAt, readStream, streamOf } from "./stream";

/** What a consumer was told in a span of time. */
async function between(arn: string, consumer: Consumer, from: Date, to: Date): Promise<StreamRecord[]> {
  const found: StreamRecord[] = [];
  for await (const record of readStream(arn))
    if (madeAt(record) >= from && madeAt(record) <= to && concerns(consumer, record)) found.push(record);
  return found;
}

/** Tells a consumer again what the stream still has, at most a day. Consumers take a record twice without harm. */
export const streamReplay = command({
  summary: "hands a consumer again what the stream still has of a span of time: no mail goes twice",
  options: {
    from: { type: "string", about: "since when: 2026-11-25T10:00:00Z, or 30m, 6h before now; at most 24h" },
    to: { type: "string", about: "until when; else now" },
    consumer: { type: "string", about: "projector, invoicer or mailer" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const consumer = consumerCalled(needed(values.consumer, "consumer"));
    const from = moment(needed(values.from, "from"), now);
    const to = values.to ? moment(values.to, now) : new Date(now.getTime() + 60_000);
    const arn = await streamOf(stage);
    const records = await between(arn, consumer, new Date(Math.floor(from.getTime() / 1000) * 1000), to);
    announce(`hands ${consumer.name} ${records.length} records from ${from.toISOString()} on, once more`);
    const { taken, failed } = await hand(stage, consumer, arn, records);
    print(`${consumer.name} has taken ${taken} of ${records.length} records.`);
    for (const sequence of failed) print(`not taken: ${sequence}; its log says why`);
    return failed.length === 0;
  },
});
