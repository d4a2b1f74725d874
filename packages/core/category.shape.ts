import { deepest, mostCategories, mostTogether } from "#contract/category";
import { Failure } from "#contract/failure";
import type { Category } from "./category.entity";

/** Ids from the root to the category itself. */
export const pathOf = ({ path }: Pick<Category, "path">): string[] => path.split("/");

/** @throws Failure category_not_found */
export function named(categories: Category[], id: string): Category {
  const found = categories.find((category) => category.id === id);
  if (!found) throw new Failure("category_not_found");
  return found;
}

/** The children of a parent, of nobody those at the top, in their order. */
export const childrenOf = (categories: Category[], parentId: string | undefined): Category[] =>
  categories.filter(({ parent_id }) => parent_id === parentId).sort((a, b) => a.sort_order - b.sort_order);

/** All that is below a category, itself left out. */
export const below = (categories: Category[], { id, path }: Category): Category[] =>
  categories.filter((category) => category.id !== id && category.path.startsWith(`${path}/`));

/** A place below a parent, behind its other children. */
export interface Place {
  parent_id: string | undefined;
  path: string;
  sort_order: number;
}

/**
 * Where a category and what is below it would stand.
 * @throws Failure category_not_found for the parent, category_cycle, category_limit
 */
export function placeBelow(categories: Category[], parentId: string | null | undefined, id: string): Place {
  const parent = parentId ? named(categories, parentId) : undefined;
  const above = parent ? pathOf(parent) : [];
  if (above.includes(id)) throw new Failure("category_cycle");
  const siblings = childrenOf(categories, parent?.id);
  const moved = categories.filter((category) => pathOf(category).includes(id));
  requireRoom(above.length + heightOf(moved, id), siblings.length, moved.length - 1);
  const last = siblings.at(-1)?.sort_order ?? -1;
  return { parent_id: parent?.id, path: [...above, id].join("/"), sort_order: last + 1 };
}

/** Levels of a category and what is below it; one for a new one. */
function heightOf(moved: Category[], id: string): number {
  const heights = moved.map((category) => pathOf(category).length - pathOf(category).indexOf(id));
  return Math.max(1, ...heights);
}

function requireRoom(depth: number, siblings: number, descendants: number): void {
  const limit = (detail: string) => new Failure("category_limit", { detail });
  if (depth > deepest) throw limit(`Categories are at most ${deepest} levels deep`);
  if (siblings >= mostTogether) throw limit(`A category has at most ${mostTogether} children`);
  if (descendants > mostTogether) throw limit(`A category with more than ${mostTogether} below it can't be moved`);
}

/** @throws Failure category_limit when there are as many as may be. */
export function requireOneMore(categories: Category[]): void {
  if (categories.length >= mostCategories)
    throw new Failure("category_limit", { detail: `There are at most ${mostCategories} categories` });
}
