import type { CategoryChange, CategoryOrder } from "#contract/category";
import { Failure } from "#contract/failure";
import { cleared, present } from "./attributes";
import { Categories, type Category } from "./category.entity";
import { below, childrenOf, named, type Place, placeBelow, requireOneMore } from "./category.shape";
import { overtaken, type TreeChange } from "./category.tree";
import { schedule } from "./due";
import { releaseSlug, reserveSlug } from "./slug";
import { type Step, step } from "./transaction";

// What each change of the tree does to it, decided on the tree as it stands. Nothing here reads or writes.

type Fields = Partial<{ [Key in keyof Category]: Category[Key] | null }>;

/** Writes what is named and leaves the counts alone: these move by themselves, at any time. */
function rewritten(id: string, fields: Fields): Step {
  const patch = Categories.patch({ id }).set(present(fields) as Partial<Category>);
  const gone = cleared(fields);
  return step((gone.length > 0 ? patch.remove(gone as "description"[]) : patch).params());
}

const merged = (category: Category, fields: Fields): Category => present({ ...category, ...fields }) as Category;

const merge = (categories: Category[], changes: Map<string, Fields>): Category[] =>
  categories.map((category) => merged(category, changes.get(category.id) ?? {}));

type Begun = Omit<Category, "path" | "sort_order" | "parent_id">;

/** @throws Failure category_not_found, category_limit */
export function added(categories: Category[], begun: Begun, parentId: string | null | undefined): TreeChange {
  requireOneMore(categories);
  const row: Category = { ...begun, ...placeBelow(categories, parentId, begun.id) };
  return {
    steps: [step(Categories.create(row).params()), reserveSlug("category", row.slug, row.id)],
    after: [...categories, row],
  };
}

/** Another parent: the category's own fields, and the paths of all below it. */
function moved(categories: Category[], category: Category, place: Place): Map<string, Fields> {
  const descendants = below(categories, category).map(
    ({ id, path }) => [id, { path: place.path + path.slice(category.path.length) }] as const,
  );
  const own = { ...place, parent_id: place.parent_id ?? null };
  return new Map<string, Fields>([[category.id, own], ...descendants]);
}

/**
 * Changes what is named. A move leads the courses below it into the lists of their new place, as work that is due.
 * @param slug for another name
 * @throws Failure category_not_found, category_cycle, category_limit
 */
export function edited(
  categories: Category[],
  id: string,
  { parent_id, ...fields }: CategoryChange & { slug?: string },
  now: Date,
): TreeChange {
  const category = named(categories, id);
  const moves = parent_id !== undefined && parent_id !== (category.parent_id ?? null);
  const changes = moves
    ? moved(categories, category, placeBelow(categories, parent_id, id))
    : new Map<string, Fields>();
  const slug = fields.name === category.name ? category.slug : (fields.slug ?? category.slug);
  changes.set(id, { ...changes.get(id), ...fields, slug, updated_at: now.toISOString() });
  return {
    steps: [
      ...[...changes].map(([changed, values]) => rewritten(changed, values)),
      ...(slug === category.slug ? [] : [reserveSlug("category", slug, id), releaseSlug("category", category.slug)]),
      ...(moves ? [schedule("reproject-category", id, now), schedule("reproject-events", id, now)] : []),
    ],
    after: merge(categories, changes),
  };
}

/** @throws Failure category_not_found for the parent, invalid_input unless exactly its children are named */
export function reordered(categories: Category[], { parent_id, ids }: CategoryOrder): TreeChange {
  if (parent_id) named(categories, parent_id);
  const children = childrenOf(categories, parent_id ?? undefined);
  const ranks = new Map(ids.map((id, sort_order) => [id, { sort_order }]));
  if (ids.length !== children.length || children.some(({ id }) => !ranks.has(id))) throw incomplete();
  const changes = children.filter(({ id, sort_order }) => ranks.get(id)?.sort_order !== sort_order);
  return {
    steps: changes.map(({ id }) => rewritten(id, ranks.get(id) ?? {})),
    after: merge(categories, ranks),
  };
}

const incomplete = (): Failure =>
  new Failure("invalid_input", {
    errors: [{ path: "body.ids", message: "must name every child of the parent, once, and nothing else" }],
  });

/** Whether anything refers to a category: another one below it, a course, a post, or a list that still counts one. */
export const isUsed = (categories: Category[], { id, references, course_count }: Category): boolean =>
  references > 0 || course_count > 0 || childrenOf(categories, id).length > 0;

/** For one that nothing refers to; decided anew when a course came meanwhile. */
export function removed(categories: Category[], { id, slug }: Category): TreeChange {
  const unused = Categories.delete({ id }).where(
    (present, { eq }) => `${eq(present.references, 0)} AND ${eq(present.course_count, 0)}`,
  );
  return {
    steps: [step(unused.params(), overtaken), releaseSlug("category", slug)],
    after: categories.filter((category) => category.id !== id),
  };
}
