/** What isn't measured, and can't be here. Each is said in docs/cost.md as it stands here. */
export const assumptions = {
  /** Milliseconds of a round trip to DynamoDB, Cognito or another service from within Lambda. */
  tripMs: 6,
  /** MB at which a function has one whole processor, by Lambda's documentation. */
  wholeProcessor: 1769,
  /** Bytes that Lambda itself logs of an invocation: START, END and REPORT with its trace. */
  platformLog: 420,
  /** Bytes that CloudWatch counts for each line on top of its own. */
  lineOverhead: 26,
  /** Of a log line's bytes, those that are kept once it is compressed. */
  archived: 0.15,
  /** Of requests beyond one a second, those whose trace is kept. */
  traced: 0.05,
  /** Pictures on a page, bytes of one, and those that aren't kept at the edge and come from S3. */
  pictures: { perPage: 6, bytes: 40_000, missed: 0.1 },
  /** Bytes of an invoice in a mail. */
  invoice: 45_000,
  /** Bytes of the photograph that somebody sends, and of what is made of it. */
  photograph: { sent: 4_000_000, made: 128_000 },
  /** Bytes that a learner leaves in the table in a month, with indexes; and months of them that are there. */
  row: { bytes: 30_000, months: 24 },
} as const;
