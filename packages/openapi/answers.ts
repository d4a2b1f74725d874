import { caching, following, headersNamed, rateLimit, saving } from "./headers";
import type { Operation } from "./operations";
import { refusalsOf } from "./refusals";
import type { Schemas } from "./schemas";

/** The media types of what isn't JSON of a declared shape. */
const rawContent: Record<string, readonly string[]> = {
  "certificates.ofCourse": ["application/pdf"],
  "events.calendar": ["text/calendar"],
  "mail.unsubscribePage": ["text/html"],
  "mail.unsubscribe": ["text/html"],
  "invoices.ofOrder": ["application/pdf"],
  "invoices.creditNote": ["application/pdf"],
  "meta.openapi": ["application/json"],
  "meta.docs": ["text/html"],
  "meta.docsFile": ["text/javascript", "text/css", "image/png"],
  "content.rss": ["application/rss+xml"],
  "content.sitemap": ["application/xml"],
  "content.sitemapPart": ["application/xml"],
  "uploads.picture": ["text/plain"],
};

function contentOf({ id, endpoint }: Operation, schemas: Schemas) {
  const csv = endpoint.csv ? { "text/csv": {} } : {};
  if (endpoint.returns) return { "application/json": { schema: schemas.of(endpoint.returns, "answer") }, ...csv };
  const types = rawContent[id];
  if (!types) throw new Error(`${id} answers raw content: of what type?`);
  return Object.fromEntries(types.map((type) => [type, {}]));
}

const descriptions: Record<number, string> = {
  200: "Done",
  201: "Created",
  202: "Accepted",
  302: "Found: see Location",
};

/** All that an operation can answer: its success, its 304, and every failure by status. */
export function answersOf(operation: Operation, schemas: Schemas) {
  const { cache, csv, download, throttle, status = 200 } = operation.endpoint;
  return {
    [status]: {
      description: descriptions[status] ?? "Done",
      ...headersNamed(
        ...(cache ? caching : []),
        ...(csv ? following : []),
        ...(csv || download ? saving : []),
        ...(throttle === undefined ? [] : rateLimit),
      ),
      content: contentOf(operation, schemas),
    },
    ...(cache ? { 304: { $ref: "#/components/responses/NotModified" } } : {}),
    ...refusalsOf(operation.endpoint),
  };
}
