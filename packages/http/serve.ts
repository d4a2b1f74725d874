import middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { causedBy, givenCause } from "#adapters/cause";
import type { Group } from "#contract/endpoint";
import { answer } from "./answer";
import { authenticate } from "./authentication";
import { bytesOf, parseBody } from "./body";
import type { Call, Exchange, GatewayEvent, Handlers } from "./call";
import { csvAnswer, wantsCsv } from "./csv/answer";
import { handleOnce } from "./idempotency";
import { parseInput } from "./input";
import { observe } from "./observation";
import { failureOf, problem } from "./problem";
import { routeFor, routesOf } from "./routing";
import { throttle } from "./throttle";
import { viewerOf } from "./viewer";

type Answer = APIGatewayProxyStructuredResultV2;

async function callOf(exchange: Exchange, event: GatewayEvent): Promise<Call> {
  const { endpoint, now, left, address } = exchange;
  const session = await authenticate(endpoint, event, now);
  const bytes = bytesOf(event);
  const given = await parseBody(endpoint, event, bytes);
  const input = parseInput(endpoint, { params: event.pathParameters, query: event.queryStringParameters, body: given });
  await throttle(exchange, { action: event.routeKey, body: input.body, session, address });
  // Each part has just been parsed by the very schema that the handler's type is derived from.
  return { ...input, session, address, now, left, raw: { body: bytes, headers: event.headers } } as Call;
}

async function respond(exchange: Exchange, event: GatewayEvent): Promise<Answer> {
  const call = await callOf(exchange, event);
  const { allowance, endpoint } = exchange;
  if (wantsCsv(call)) return csvAnswer(exchange, call, event);
  const result = await handleOnce(exchange, call);
  return answer(endpoint, result, { ifNoneMatch: event.headers["if-none-match"], allowance });
}

/** A client that names its requests finds what followed from them by that name. */
const causeOf = ({ headers, requestContext }: GatewayEvent): string =>
  givenCause(headers["x-correlation-id"]) ?? requestContext.requestId;

/**
 * The Lambda handler of a group: lets in who came through the edge, authenticates, validates, counts attempts, calls the
 * endpoint's handler, and answers in the declared shape or as a problem.
 *
 * @example
 * export const handler = serve(orders, { mine: ({ query, session }) => listMine(session, query), … });
 */
export function serve<G extends Group>(group: G, handlers: Handlers<G>) {
  const routes = routesOf(group, handlers);
  const exchanges = new WeakMap<GatewayEvent, Exchange>();
  const answering = middy<GatewayEvent, Answer, Error, Context>()
    .use(observe(group.name))
    .onError(async (request) => {
      request.response = problem(failureOf(request.error), request.event, exchanges.get(request.event));
    })
    .handler(async (event, context) => {
      const left = () => context.getRemainingTimeInMillis();
      const address = viewerOf(event);
      const exchange: Exchange = { ...routeFor(routes, event.routeKey), address, now: new Date(), left };
      exchanges.set(event, exchange);
      return respond(exchange, event);
    });
  return (event: GatewayEvent, context: Context): Promise<Answer> =>
    causedBy(causeOf(event), () => answering(event, context));
}
