import type * as z from "zod/mini";
import { read } from "./api";
import { collection } from "./shapes";

/** Razorpay's largest page. */
const pageSize = 100;

/** Everything of a list, newest first. The list must not grow meanwhile: pages are counted off. */
export async function* all<Item extends z.ZodMiniType>(
  item: Item,
  path: string,
  query: Record<string, string>,
): AsyncIterable<z.output<Item>> {
  for (let skip = 0; ; skip += pageSize) {
    const { items } = await read(collection(item), path, { ...query, count: String(pageSize), skip: String(skip) });
    yield* items;
    if (items.length < pageSize) return;
  }
}
