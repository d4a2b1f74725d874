import { isRecord, type Template } from "#local/cloud/template";

/** Keys that lead from the template's resources to a value. */
type Path = readonly string[];

/** A template with one change, and what was changed: `authRole2064AD33.Properties.…`. */
export interface Mutant {
  name: string;
  type: string;
  template: Template;
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key]);
}

/** The value without what the path leads to; everything beside the path is shared with the original. */
function without(value: unknown, [key = "", ...rest]: Path): unknown {
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => String(index) !== key)
      : value.map((inner, index) => (String(index) === key ? without(inner, rest) : inner));
  const { [key]: inner, ...others } = isRecord(value) ? value : {};
  return rest.length === 0 ? others : { ...others, [key]: without(inner, rest) };
}

/** Every template that lacks exactly one thing: a resource, a property, an entry of a list. */
export function* removals(template: Template): Generator<Mutant> {
  for (const path of pathsOf(template.Resources)) {
    const type = template.Resources[path[0] ?? ""]?.Type ?? "";
    // The resources stay resources: only what is in them is gone.
    const Resources = without(template.Resources, path) as Template["Resources"];
    yield { name: path.join("."), type, template: { ...template, Resources } };
  }
}
