import type { MiddlewareObj, Request } from "@middy/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { GatewayEvent } from "./call";
import { failureOf } from "./problem";
import { count, logger, tellMetrics } from "./telemetry";

type Observed = Request<GatewayEvent, APIGatewayProxyStructuredResultV2, Error, Context>;

const started = new WeakMap<GatewayEvent, number>();

function line({ event, response }: Observed): Record<string, unknown> {
  const { requestId } = event.requestContext;
  const ms = Date.now() - (started.get(event) ?? Date.now());
  return { requestId, route: event.routeKey, status: response?.statusCode, ms };
}

function tellFailure(service: string, request: Observed): void {
  const { code, status, cause } = failureOf(request.error);
  if (status < 500) {
    logger.info(service, { ...line(request), code });
    return;
  }
  logger.error(service, { ...line(request), code, error: cause instanceof Error ? cause : (request.error ?? {}) });
  count("ServerErrors");
}

/** One line per request: route, status, duration. No input, no address, no token ever stands in it. */
export function observe(
  service: string,
): MiddlewareObj<GatewayEvent, APIGatewayProxyStructuredResultV2, Error, Context> {
  return {
    before: async ({ event }) => {
      started.set(event, Date.now());
    },
    after: async (request) => {
      logger.info(service, line(request));
      tellMetrics();
    },
    onError: async (request) => {
      tellFailure(service, request);
      tellMetrics();
    },
  };
}
