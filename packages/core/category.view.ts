import type { Category } from "./category.entity";
import { below, childrenOf } from "./category.shape";

/** A category as it stands in the tree. */
export interface CategoryNode extends Category {
  total_course_count: number;
  children: CategoryNode[];
}

const sum = (categories: Category[]): number => categories.reduce((total, { course_count }) => total + course_count, 0);

/** A course names one category, so the courses of a subtree are the sum of its categories' own. */
const shown = (categories: Category[], category: Category) => ({
  ...category,
  total_course_count: category.course_count + sum(below(categories, category)),
});

/** A category as it goes out by itself. */
export const categoryView = (categories: Category[], category: Category) => ({
  ...shown(categories, category),
  sort_order: childrenOf(categories, category.parent_id).findIndex(({ id }) => id === category.id),
});

/**
 * The tree, siblings in their order and numbered from 0. Inactive categories hide what is below them; what they hold
 * still counts for those above, whose lists show it.
 */
export function treeView(categories: Category[], visible: (category: Category) => boolean): CategoryNode[] {
  const nodes = (parentId: string | undefined): CategoryNode[] =>
    childrenOf(categories, parentId)
      .filter(visible)
      .map((category, sort_order) => ({ ...shown(categories, category), sort_order, children: nodes(category.id) }));
  return nodes(undefined);
}
