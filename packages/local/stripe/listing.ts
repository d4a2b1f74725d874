import { z } from "zod";
import { missing } from "./failure";
import { id, integer, range } from "./params";

/** The parameters that every list takes. */
export const listParams = {
  created: range.optional(),
  ending_before: id.optional(),
  limit: integer.pipe(z.number().min(1).max(100)).default(10),
  starting_after: id.optional(),
};

type ListParams = z.output<z.ZodObject<typeof listParams>>;

/** One page of a list, newest first. */
export interface List<Item> {
  object: "list";
  data: Item[];
  has_more: boolean;
  url: string;
}

/** The page that the parameters ask for, out of items in the order of their creation. */
export function listPage<Item extends { id: string; created: number }>(
  url: string,
  items: Item[],
  params: ListParams,
): List<Item> {
  const { limit, ending_before: before, starting_after: after } = params;
  const rows = items.filter(({ created }) => within(created, params.created)).reverse();
  if (before !== undefined) {
    const newer = rows.slice(0, position(rows, before, "ending_before"));
    return { object: "list", data: newer.slice(-limit), has_more: newer.length > limit, url };
  }
  const older = after === undefined ? rows : rows.slice(position(rows, after, "starting_after") + 1);
  return { object: "list", data: older.slice(0, limit), has_more: older.length > limit, url };
}

function position(rows: { id: string }[], cursor: string, param: string): number {
  const index = rows.findIndex((row) => row.id === cursor);
  if (index === -1) throw missing("object", cursor, param, 400);
  return index;
}

function within(created: number, wanted: ListParams["created"]): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === "number") return created === wanted;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = wanted;
  return created > gt && created >= gte && created < lt && created <= lte;
}
