import { invalidParameter } from "../service-fault";

export interface PageRequest {
  limit: number | undefined;
  token: string | undefined;
}

const maximum = 60;

/** The items after the one that the token names; `next` is missing on the last page. */
export function pageOf<Item>(
  items: Item[],
  { limit = maximum, token }: PageRequest,
  nameOf: (item: Item) => string,
): { items: Item[]; next?: string } {
  if (!Number.isInteger(limit) || limit < 1 || limit > maximum) {
    throw invalidParameter(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
        `Member must have value between 1 and ${maximum}`,
    );
  }
  const start = token === undefined ? 0 : startAfter(items.map(nameOf), token);
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  if (last === undefined || start + limit >= items.length) return { items: page };
  return { items: page, next: Buffer.from(nameOf(last)).toString("base64url") };
}

function startAfter(names: string[], token: string): number {
  const index = names.indexOf(Buffer.from(token, "base64url").toString());
  if (index < 0) throw invalidParameter("Invalid pagination token given.");
  return index + 1;
}
