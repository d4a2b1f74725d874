import { z } from "zod";
import { refusal } from "./failure";

const integer = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

/** The parameters that every list takes. Both moments belong to the time asked for. */
export const listParams = {
  count: integer.default(10),
  from: integer.optional(),
  skip: integer.default(0),
  to: integer.optional(),
};

type ListParams = z.output<z.ZodObject<typeof listParams>>;

export interface Collection {
  entity: "collection";
  count: number;
  items: object[];
}

export const collection = (items: object[]): Collection => ({ entity: "collection", count: items.length, items });

/** The page that the parameters ask for, newest first, out of items in the order of their creation. */
export function listPage(items: { created_at: number }[], { count, from = 0, skip, to }: ListParams): Collection {
  if (count < 1) throw refusal("The count must be at least 1.", "count");
  if (count > 100) throw refusal("The count may not be greater than 100.", "count");
  const wanted = items.filter(({ created_at: at }) => at >= from && at <= (to ?? at)).reverse();
  return collection(wanted.slice(skip, skip + count));
}
