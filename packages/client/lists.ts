import type { Client } from "./client";
import type { CallOptions } from "./route";

/** What every list answers beside its rows. */
interface Page {
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

interface Listing {
  query?: { cursor?: string | undefined } | undefined;
}

type List<Input extends Listing, Answer extends Page> = (
  client: Client,
  input?: Input,
  options?: CallOptions,
) => Promise<Answer>;

/** What a list's rows are: of its one field that isn't part of every page. */
type Row<Answer extends Page> = Answer[Exclude<keyof Answer, keyof Page>] extends readonly (infer One)[] ? One : never;

/**
 * Every page of a list, as they are asked for; each is one call.
 *
 * @example
 * for await (const page of pages(courses.list, api, { query: { level: "beginner" } })) show(page.courses, page.total);
 */
export async function* pages<Input extends Listing, Answer extends Page>(
  list: List<Input, Answer>,
  client: Client,
  input?: Input,
  options?: CallOptions,
): AsyncGenerator<Answer, void, undefined> {
  let cursor = input?.query?.cursor;
  do {
    // The same input, but for the cursor that every list takes.
    const page = await list(client, { ...input, query: { ...input?.query, cursor } } as Input, options);
    yield page;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/**
 * Every row of a list, however many pages it has; stop early, and no further page is asked for.
 *
 * @example
 * for await (const order of rows(orders.mine, api, { query: { limit: 100 } })) console.log(order.title);
 */
export async function* rows<Input extends Listing, Answer extends Page>(
  list: List<Input, Answer>,
  client: Client,
  input?: Input,
  options?: CallOptions,
): AsyncGenerator<Row<Answer>, void, undefined> {
  for await (const page of pages(list, client, input, options)) {
    const found = Object.values(page).find((value) => Array.isArray(value));
    // The one array of a page holds its rows.
    yield* (found ?? []) as Row<Answer>[];
  }
}
