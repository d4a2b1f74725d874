import type * as z from "zod/mini";
import { elementOf, shapeOf } from "#contract/reflection";
import { cellOf } from "./cells";

/** A list's answer as a table: its column names, and the cells of one row. */
interface Table {
  /** Under which the rows stand in the answer: `users`. */
  noun: string;
  header: string[];
  cells: (row: unknown) => string[];
}

/** Paths of the values in a row: nested fields after their own. */
function pathsOf(schema: z.core.$ZodType, path: string[] = []): string[][] {
  const shape = shapeOf(schema);
  if (!shape) return [path];
  return Object.entries(shape).flatMap(([name, field]) => pathsOf(field, [...path, name]));
}

const at = (row: unknown, path: string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], row);

/** @throws Error for an answer that isn't a page of a list. */
export function tableOf(returns: z.core.$ZodType | undefined): Table {
  for (const [noun, field] of Object.entries((returns && shapeOf(returns)) ?? {})) {
    const row = elementOf(field);
    if (!row) continue;
    const paths = pathsOf(row);
    return {
      noun,
      header: paths.map((path) => path.join(".")),
      cells: (one) => paths.map((path) => cellOf(at(one, path))),
    };
  }
  throw new Error("only a list can be had as CSV");
}
