import { z } from "zod";
import type { Books } from "./books";
import { refusal } from "./failure";
import type { Fields } from "./form";
import { list, readParams } from "./params";

const Expand = z.object({ expand: list(z.string().max(200)).default([]) });

/** The answer with the ids at the `expand[]` paths (`latest_charge.balance_transaction`) replaced by their objects. */
export function expand(books: Books, answer: object, fields: Fields): object {
  const { expand: paths } = readParams(Expand, fields);
  return paths.reduce((value, path) => replaceObject(books, value, path.split("."), path), answer);
}

function replaceObject(books: Books, value: object, keys: string[], path: string): object {
  const [key = "", ...rest] = keys;
  const child: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  if (child === undefined) throw notExpandable(path);
  return { ...value, [key]: replace(books, child, rest, path) };
}

function replace(books: Books, value: unknown, rest: string[], path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => replace(books, item, rest, path));
  const found = typeof value === "string" ? lookUp(books, value) : value;
  if (found === null) return null;
  if (typeof found !== "object") throw notExpandable(path);
  return rest.length === 0 ? found : replaceObject(books, found, rest, path);
}

function lookUp({ methods, ...books }: Books, id: string): object | undefined {
  const found = Object.values(books).map((journal) => journal.get(id));
  return methods.get(id)?.method ?? found.find((entity) => entity !== undefined);
}

function notExpandable(path: string) {
  return refusal("parameter_invalid", `This property cannot be expanded (${path}).`, "expand");
}
