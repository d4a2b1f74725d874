/** What a price is of. */
interface Price {
  service: string;
  /** One unit of it, in plural. */
  unit: string;
  /** Dollars for `per` units. */
  usd: number;
  per: number;
}

const million = 1_000_000;

/** Whence the prices are. They must be compared with AWS's own pages before anybody relies on them. */
export const priceList = {
  region: "us-east-1",
  /** When they were written down. */
  day: "2026-11-26",
  source: "each service's page below https://aws.amazon.com/pricing, first tier, without free tiers and discounts",
} as const;

const of = (service: string, unit: string, usd: number, per = 1): Price => ({ service, unit, usd, per });

export const prices = {
  edgeRequest: of("CloudFront", "HTTPS requests", 0.01, 10_000),
  edgeGb: of("CloudFront", "GB sent to browsers", 0.085),
  firewall: of("WAF", "firewalls a month", 5),
  firewallRule: of("WAF", "rules a month", 1),
  firewallRequest: of("WAF", "requests looked at", 0.6, million),
  gatewayRequest: of("API Gateway", "HTTP API requests of up to 512 KB", 1, million),
  lambdaRequest: of("Lambda", "invocations", 0.2, million),
  lambdaGbSecond: of("Lambda", "GB-seconds on arm64", 0.0000133334),
  read: of("DynamoDB", "read units on demand", 0.125, million),
  write: of("DynamoDB", "write units on demand", 0.625, million),
  tableGb: of("DynamoDB", "GB a month", 0.25),
  recoveryGb: of("DynamoDB", "GB of point-in-time recovery a month", 0.2),
  tableBackupGb: of("Backup", "GB of the table's backups a month", 0.1),
  bucketBackupGb: of("Backup", "GB of the bucket's backups a month", 0.05),
  bucketGb: of("S3", "GB a month", 0.023),
  put: of("S3", "PUT and COPY requests", 0.005, 1000),
  get: of("S3", "GET requests", 0.0004, 1000),
  essentialsUser: of("Cognito", "active users a month on Essentials", 0.015),
  plusUser: of("Cognito", "active users a month on Plus", 0.02),
  mail: of("SES", "mails", 0.1, 1000),
  attachmentGb: of("SES", "GB of attachments", 0.12),
  secret: of("Secrets Manager", "secrets a month", 0.4),
  secretCall: of("Secrets Manager", "calls", 0.05, 10_000),
  key: of("KMS", "keys a month", 1),
  keyCall: of("KMS", "calls", 0.03, 10_000),
  logGb: of("CloudWatch", "GB of log lines taken in", 0.5),
  logStoredGb: of("CloudWatch", "GB of log lines kept a month", 0.03),
  metric: of("CloudWatch", "custom metrics a month", 0.3),
  alarmMetric: of("CloudWatch", "metrics that alarms look at, a month", 0.1),
  dashboard: of("CloudWatch", "dashboards a month", 3),
  trace: of("X-Ray", "traces", 5, million),
  alarmMail: of("SNS", "mails about alarms", 2, 100_000),
  event: of("EventBridge", "events of new objects", 1, million),
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
