/** A form field: text, or the fields nested in it (`metadata[order]=1`; lists have the keys 0, 1, …). */
export type Field = string | Fields;

export interface Fields {
  [name: string]: Field;
}

const nameShape = /^([^[\]]+)((?:\[[^[\]]*\]){0,8})$/;

/** Nested fields of a form body or a query, in Stripe's bracket notation; a name that isn't in it stays as it is. */
export function parseForm(pairs: URLSearchParams): Fields {
  const root = bare();
  for (const [name, value] of pairs) place(root, segments(name), value);
  return root;
}

function segments(name: string): string[] {
  const [, head, tail] = nameShape.exec(name) ?? [];
  if (head === undefined || tail === undefined) return [name];
  return [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, key = ""]) => key)];
}

function place(fields: Fields, [name = "", ...rest]: string[], value: string): void {
  const key = name === "" ? String(Object.keys(fields).length) : name;
  if (rest.length === 0) {
    fields[key] = value;
    return;
  }
  const existing = fields[key];
  const child = typeof existing === "object" ? existing : bare();
  fields[key] = child;
  place(child, rest, value);
}

/** Without a prototype, so that a field named `__proto__` is a field like any other. */
function bare(): Fields {
  return Object.create(null);
}
