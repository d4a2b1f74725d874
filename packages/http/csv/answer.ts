import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { savedAs, securityHeaders, shaped } from "../answer";
import type { Call, Exchange, GatewayEvent } from "../call";
import { exportPart } from "./export";

type Query = Record<string, string | undefined>;

/** Whether the caller asks for CSV; only where the endpoint declares it does the query have a format. */
export const wantsCsv = ({ query }: Call): boolean => (query as Query | undefined)?.format === "csv";

/** The same request, from that cursor on (RFC 8288). */
function linkTo(cursor: string, { rawPath, queryStringParameters }: GatewayEvent): string {
  const { page: _, ...query } = queryStringParameters ?? {};
  const given = Object.entries({ ...query, cursor }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `<${rawPath}?${new URLSearchParams(given)}>; rel="next"`;
}

/**
 * A list as CSV: one part of it, made of as many of the endpoint's own pages as an answer holds, with a link to the
 * next. Whatever the size of the list, neither side ever holds more than a part.
 */
export async function csvAnswer(
  { endpoint, handle, left }: Exchange,
  call: Call,
  event: GatewayEvent,
): Promise<APIGatewayProxyStructuredResultV2> {
  const query = call.query as Query;
  const { content, fileName, nextCursor } = await exportPart({
    ...{ endpoint, left, cursor: query.cursor },
    page: async (at) => shaped(endpoint, await handle({ ...call, query: { ...query, ...at } as never })),
  });
  const headers = {
    ...securityHeaders,
    ...{ "content-type": "text/csv; charset=utf-8", "cache-control": "no-store" },
    ...savedAs(fileName),
    ...(nextCursor ? { link: linkTo(nextCursor, event) } : {}),
  };
  return { statusCode: 200, headers, body: content };
}
