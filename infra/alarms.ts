import { indexes } from "#contract/needs";
import {
  consumerNames,
  type Metric,
  ofApi,
  ofFunction,
  ofMail,
  ofTable,
  parkedOf,
  parkingNames,
  type Reckoning,
  workerNames,
} from "./metric";
import type { Terms } from "./stages";

/** What somebody is woken for. */
export interface Alarm {
  /** `paid-but-not-granted`; in CloudWatch behind the stage's name. */
  name: string;
  /** The section of docs/runbook.md that says what to do. */
  anchor: string;
  /** What people suffer, or are about to. */
  suffers: string;
  metrics: readonly Metric[];
  /** How several become one number; their sum, unless something else is said. */
  reckoning?: Reckoning;
  /** `Sum` of what is counted, `Maximum` of what is measured, `SampleCount` of what has to come, or a percentile. */
  statistic: "Sum" | "Maximum" | "SampleCount" | "p99";
  /** It rings when the number is at least that; or less, where something doesn't come. */
  atLeast?: number;
  lessThan?: number;
  /** Minutes that one number is of. */
  minutes: number;
  /** So many numbers in a row; one, unless more is said. */
  inARow?: number;
}

const soon = { minutes: 5 } as const;
/** It rings at once, and until the reconciler, who comes by the hour, finds nothing any more. */
const lasting = { minutes: 120 } as const;
const bySweeper = { signal: "SweepFailures", by: "sweeper" } as const;

/** Between our own rows, and between them and the providers'. */
const money: readonly Alarm[] = [
  {
    ...{ name: "paid-but-not-granted", anchor: "paid-but-not-granted" },
    suffers: "Somebody has paid and has neither their course nor their seat, nor their money back",
    metrics: [
      { signal: "PaidNotGranted", by: "sweeper" },
      { signal: "PaidNotGranted", by: "reconciler" },
    ],
    ...{ statistic: "Maximum", atLeast: 1, ...lasting },
  },
  {
    ...{ name: "payment-drift", anchor: "payment-drift" },
    suffers: "An order and its payment provider disagree about money: somebody was charged wrongly, or we are short",
    metrics: [
      { signal: "PaymentsDrifted", by: "projector" },
      { signal: "OrdersDrifted", by: "reconciler" },
    ],
    ...{ statistic: "Sum", atLeast: 1, ...lasting },
  },
  {
    ...{ name: "webhook-failures", anchor: "webhook-failures" },
    suffers: "Whoever pays waits for the sweep instead of having what they bought at once",
    metrics: [{ signal: "ServerErrors", by: "webhooks" }, ofFunction("Errors", "webhooks")],
    ...{ statistic: "Sum", atLeast: 3, ...soon },
  },
  {
    ...{ name: "refused-signatures", anchor: "refused-signatures" },
    suffers: "Every payment waits for the sweep: the provider's webhook secret isn't ours, or somebody forges webhooks",
    metrics: [{ signal: "RefusedSignatures", by: "webhooks" }],
    ...{ statistic: "Sum", atLeast: 5, minutes: 15 },
  },
];

/** What is missing where a worker's records are parked, and late where it is behind. */
const consequences: Record<string, string> = {
  projector: "Lists, search and figures don't show what was changed",
  invoicer: "Buyers have no invoice of what they paid",
  mailer: "People don't get mail that they are waiting for",
  feedback: "Mail goes on to addresses that bounced or complained",
  resizer: "A picture that somebody has sent never appears",
};

const parked: readonly Alarm[] = parkingNames.map((name) => ({
  ...{ name: `parked-${name}`, anchor: "parked-records", suffers: `${consequences[name]}, and won't by itself` },
  ...{ metrics: [parkedOf(name)], statistic: "Maximum", atLeast: 1, ...soon },
}));

const behind: readonly Alarm[] = consumerNames.map((name) => ({
  ...{ name: `stream-behind-${name}`, anchor: "stream-behind", suffers: `${consequences[name]} for minutes` },
  // Milliseconds.
  ...{ metrics: [ofFunction("IteratorAge", name)], statistic: "Maximum", atLeast: 180_000, ...soon },
}));

const crashing: readonly Alarm[] = workerNames.map((name) => ({
  ...{ name: `function-errors-${name}`, anchor: "function-errors" },
  suffers: `The ${name} crashes or runs out of time: what it does comes late, or not at all`,
  ...{ metrics: [ofFunction("Errors", name)], statistic: "Sum", atLeast: 1, ...soon, inARow: 3 },
}));

const requests: readonly Alarm[] = [
  {
    ...{ name: "api-errors", anchor: "api-errors" },
    suffers: "Requests are answered 5xx: people can't do what they came for",
    ...{ metrics: [ofApi("5xx"), ofApi("Count")], reckoning: "percent", statistic: "Sum", atLeast: 2 },
    ...{ ...soon, inARow: 2 },
  },
  {
    ...{ name: "api-latency", anchor: "api-latency", suffers: "One request in a hundred takes seconds" },
    // Milliseconds.
    ...{ metrics: [ofApi("Latency")], statistic: "p99", atLeast: 3000, ...soon, inARow: 3 },
  },
  {
    ...{ name: "function-throttles", anchor: "function-throttles" },
    suffers: "Requests are refused because the account's concurrency is used up",
    // Of the whole account: concurrency is.
    metrics: [{ namespace: "AWS/Lambda", name: "Throttles", dimensions: {} }],
    ...{ statistic: "Sum", atLeast: 1, ...soon },
  },
];

const ofIndexes = (metric: string) =>
  indexes.map((name) => ofTable(metric, { GlobalSecondaryIndexName: { of: "text", name } }));

const operations = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

const table: readonly Alarm[] = [
  {
    ...{ name: "table-throttles", anchor: "table-throttles" },
    suffers: "Requests are slow or answered 503, because DynamoDB throttles the table or an index",
    metrics: ["ReadThrottleEvents", "WriteThrottleEvents"].flatMap((name) => [ofTable(name), ...ofIndexes(name)]),
    ...{ statistic: "Sum", atLeast: 5, ...soon },
  },
  {
    ...{ name: "table-errors", anchor: "table-errors" },
    suffers: "Requests are slow or answered 503, because DynamoDB itself fails",
    metrics: operations.map((name) => ofTable("SystemErrors", { Operation: { of: "text", name } })),
    ...{ statistic: "Sum", atLeast: 3, ...soon },
  },
];

/** SES reviews a sender at 5 % of bounces and 0.1 % of complaints, and stops them at twice that and more. */
const mail: readonly Alarm[] = [
  {
    ...{ name: "mail-failures", anchor: "mail-failures" },
    suffers: "Mails aren't sent: links into accounts, receipts, tickets",
    ...{ metrics: [{ signal: "MailsFailed", by: "mailer" }], statistic: "Sum", atLeast: 3, ...soon },
  },
  {
    ...{ name: "mail-bounces", anchor: "mail-bounces" },
    suffers: "SES is about to stop our sending for too many bounces: soon nobody gets mail",
    ...{ metrics: [ofMail("Reputation.BounceRate")], statistic: "Maximum", atLeast: 0.04, minutes: 60 },
  },
  {
    ...{ name: "mail-complaints", anchor: "mail-complaints" },
    suffers: "SES is about to stop our sending for too many complaints: soon nobody gets mail",
    ...{ metrics: [ofMail("Reputation.ComplaintRate")], statistic: "Maximum", atLeast: 0.0008, minutes: 60 },
  },
];

/** What has to come by the clock. */
const clockwork: readonly Alarm[] = [
  {
    ...{ name: "sweep-not-running", anchor: "sweep-not-running" },
    suffers: "Lost webhooks aren't settled, unpaid seats not given back, offers and reminders not made",
    ...{ metrics: [bySweeper], statistic: "SampleCount", lessThan: 1, ...soon, inARow: 2 },
  },
  {
    ...{ name: "sweep-failures", anchor: "sweep-failures" },
    suffers: "Payments, refunds, seats or reminders that fell due aren't dealt with",
    ...{ metrics: [bySweeper], statistic: "Sum", atLeast: 1, ...soon, inARow: 3 },
  },
  {
    ...{ name: "reconciler-not-running", anchor: "reconciler-not-running" },
    suffers: "Orders and payment providers may disagree without anybody noticing",
    metrics: [{ signal: "OrdersDrifted", by: "reconciler" }],
    ...{ statistic: "SampleCount", lessThan: 1, minutes: 60, inARow: 3 },
  },
];

/** Only where there are backups. */
const backups: readonly Alarm[] = [
  {
    ...{ name: "backup-failures", anchor: "backup-failures" },
    suffers: "Nobody yet; after a loss, what came since the last backup couldn't be restored",
    metrics: [
      {
        ...{ namespace: "AWS/Backup", name: "NumberOfBackupJobsFailed" },
        dimensions: { BackupVaultName: { of: "vault" } },
      },
    ],
    ...{ statistic: "Sum", atLeast: 1, minutes: 60 },
  },
];

/** Every alarm of a stage, as a person reads down the dashboard: first what costs people money. */
export const alarmsFor = ({ keeps }: Terms): readonly Alarm[] => [
  ...[money, requests, parked, behind, crashing, table, mail, clockwork].flat(),
  ...(keeps ? backups : []),
];

/** Where the runbook says what to do about it. */
export const runbookOf = ({ anchor }: Alarm): string => `docs/runbook.md#${anchor}`;
