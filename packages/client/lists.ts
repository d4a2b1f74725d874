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

/** Where the next part is, as a `Link` header says it (RFC 8288). */
function nextCursor(response: Response): string | undefined {
  const [, target] = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  return target && (new URL(target, "http://relative").searchParams.get("cursor") ?? undefined);
}

/**
 * A list as CSV, part by part: put one after the other, they are one file with one header. For lists that their
 * endpoint offers as CSV; the others are refused.
 *
 * @example
 * for await (const part of csv(users.list, api, { query: { role: "student" } })) await file.write(part);
 */
export async function* csv<Input extends Listing, Answer extends Page>(
  list: List<Input, Answer>,
  client: Client,
  input?: Input,
  options?: CallOptions,
): AsyncGenerator<string, void, undefined> {
  let cursor = input?.query?.cursor;
  do {
    let part: Promise<Response> | undefined;
    // The list's function knows the route: it calls this client, which asks for the same as CSV.
    const asking: Client = {
      ...client,
      call: <Asked>(...[route, given = {}, more]: Parameters<Client["call"]>) => {
        part = client.send(route, { ...given, query: { ...given.query, format: "csv" } }, more);
        return part as Promise<Asked>;
      },
    };
    await list(asking, { ...input, query: { ...input?.query, cursor } } as Input, options);
    const response = await part;
    if (!response) return;
    yield await response.text();
    cursor = nextCursor(response);
  } while (cursor !== undefined);
}
