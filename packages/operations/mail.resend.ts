import { marshall } from "@aws-sdk/util-dynamodb";
import { command, Ending, moment, needed } from "./command";
import { invoke } from "./invoke";
import { consumerCalled } from "./stream";

type Row = Record<string, unknown>;

/** When a row came to be what a mail follows from. */
const moments = ["created_at", "issued_at", "paid_at", "updated_at", "since", "registered_at", "at"];

/** Deliveries are on record for sixty days: of what is older nobody knows whether it was sent. */
const longest = 50 * 24 * 3600 * 1000;

const within = (row: Row, from: Date, to: Date): boolean =>
  moments.some((name) => {
    const at = row[name];
    return typeof at === "string" && at >= from.toISOString() && at <= to.toISOString();
  });

interface Owed {
  name: string;
  row: Row;
}

/** The mails that rows of a time call for as they are now, and that no delivery is on record of. */
async function owed(entities: readonly string[], from: Date, to: Date, now: Date): Promise<Owed[]> {
  const { everySource } = await import("#core/census");
  const { isSettled } = await import("#core/delivery");
  const { mailsFor } = await import("#functions/mailer/rules");
  const found: Owed[] = [];
  for await (const { entity, row } of everySource((name) => entities.includes(name))) {
    if (!within(row, from, to)) continue;
    for (const { name, wanted } of mailsFor({ entity, after: row }, now))
      if (!(await isSettled(name)) && (!wanted || (await wanted()))) found.push({ name, row });
  }
  return found;
}

/** A row as the stream tells of a new one. */
const recordOf = ({ name, row }: Owed) => ({
  ...{ eventID: name, eventName: "INSERT", eventVersion: "1.1", eventSource: "aws:dynamodb" },
  dynamodb: { NewImage: marshall(row, { removeUndefinedValues: true }), SequenceNumber: name },
});

/** Whether the mailer has taken a row, and sent what follows from it. */
async function sent(functionName: string, one: Owed): Promise<boolean> {
  const { answer, error } = await invoke(functionName, { Records: [recordOf(one)] });
  const { batchItemFailures = [] } = (answer ?? {}) as { batchItemFailures?: unknown[] };
  return !error && batchItemFailures.length === 0;
}

/**
 * Finds mails that never went, and sends them: the stream forgets a change after a day, but the row that it made is still
 * there and calls for the same mail. Links that are over, and warnings of a changed password, are not made up for.
 */
export const mailResend = command({
  summary: "finds mails that rows of a span of time call for and that never went, and sends them: none twice",
  options: {
    from: { type: "string", about: "since when: 2026-11-25T10:00:00Z, or 6h, 3d before now" },
    to: { type: "string", about: "until when; else ten minutes ago: what is younger may be under way" },
  },
  effect: "changes",
  async run({ values, stage, now, print, announce }) {
    const from = moment(needed(values.from, "from"), now);
    const to = moment(values.to ?? "10m", now);
    if (now.getTime() - from.getTime() > longest) throw new Ending("nobody knows what was sent that long ago", 2);
    await stage.inhabit("mailer");
    const missing = await owed(consumerCalled("mailer").entities, from, to, now);
    for (const { name } of missing) print(`  ${name}`);
    announce(`sends ${missing.length} mails that never went`);
    let failed = 0;
    for (const one of missing) if (!(await sent(stage.functionOf("mailer"), one))) failed++;
    print(`${missing.length - failed} dealt with, ${failed} failed.`);
    return failed === 0;
  },
});
