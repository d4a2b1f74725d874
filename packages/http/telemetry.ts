import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { cause } from "#adapters/cause";
import { codeCacheRefused } from "#adapters/start";
import { type SignalName, signals } from "#contract/signals";

/** Every line names what caused it. */
class CausedLines extends LogFormatter {
  formatAttributes(
    { logLevel: level, message, timestamp, serviceName: service, xRayTraceId }: UnformattedAttributes,
    more: LogAttributes,
  ): LogItem {
    const told = { level, message, timestamp: this.formatTimestamp(timestamp), service, cause: cause() };
    return new LogItem({ attributes: { ...told, xray_trace_id: xRayTraceId } }).addAttributes(more);
  }
}

/** Service name, level and sampling come from the POWERTOOLS_* variables that the deployment sets. */
export const logger = new Logger({ logFormatter: new CausedLines() });

/** CloudWatch's embedded format: metrics cost a log line, and no call. The namespace is the stage's. */
const metrics = new Metrics();

/** Counts what the contract declares; told with the next `tellMetrics`. */
export function count(name: SignalName, number = 1): void {
  metrics.addMetric(name, signals[name].unit, number);
}

/** Counts what is told by kinds, such as currencies, at once. */
export function countOf(name: SignalName, kind: Record<string, string>, number: number): void {
  metrics.singleMetric().addDimensions(kind).addMetric(name, signals[name].unit, number);
}

if (codeCacheRefused()) count("CodeCacheRefused");

/** Writes down what has been counted since it was last told; nothing, where nothing has. */
export function tellMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
