import type { Endpoint } from "#contract/endpoint";
import type { Page } from "#core/page";
import { tableOf } from "./columns";

/** Rows asked for at a time: what is held besides the text is one page. */
const pageSize = 100;
/** Rows and bytes after which an answer ends, and a link leads on. A Lambda may answer 6 MB, quoted as JSON. */
const mostRows = 5000;
const mostBytes = 4 * 1024 * 1024;
/** Milliseconds that must be left for another page. */
const leastTime = 4000;

/** Spreadsheets take a file without it for one in the machine's own encoding. */
const byteOrderMark = "\ufeff";

export interface CsvAnswer {
  content: string;
  fileName: string;
  /** Where the next part begins; undefined at the end of the list. */
  nextCursor: string | undefined;
}

interface Wanted {
  endpoint: Endpoint;
  /** One page of the endpoint's own answer, shaped by its schema. */
  page: (at: { limit: number; page: number; cursor: string | undefined }) => Promise<unknown>;
  cursor: string | undefined;
  /** Milliseconds left. */
  left: () => number;
}

/** As it will stand in the Lambda's answer. */
const quotedBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/**
 * One part of a list as CSV (RFC 4180): page after page of the endpoint's own answer, until there is enough. The first
 * part has the header; put one after the other, the parts are one file.
 */
export async function exportPart({ endpoint, page, cursor, left }: Wanted): Promise<CsvAnswer> {
  const { stringify } = await import("csv-stringify/sync");
  const { noun, header, cells } = tableOf(endpoint.returns);
  const lines = (rows: string[][]) => stringify(rows, { record_delimiter: "\r\n" });
  const parts = cursor ? [] : [byteOrderMark + lines([header])];
  let [rows, bytes, next] = [0, 0, cursor];
  do {
    const answer = (await page({ limit: pageSize, page: 1, cursor: next })) as Page<never> & Record<string, unknown[]>;
    const found = answer[noun] ?? [];
    const text = lines(found.map(cells));
    parts.push(text);
    rows += found.length;
    bytes += quotedBytes(text);
    next = answer.nextCursor ?? undefined;
  } while (next && rows < mostRows && bytes < mostBytes && left() > leastTime);
  return { content: parts.join(""), fileName: `${noun}.csv`, nextCursor: next };
}
