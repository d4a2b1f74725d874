import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";

/** Service name, level and sampling come from the POWERTOOLS_* variables that the deployment sets. */
export const logger = new Logger();

/** Business metrics in CloudWatch's embedded format: they cost a log line, and no call. */
export const metrics = new Metrics({ namespace: "InstaIq" });
