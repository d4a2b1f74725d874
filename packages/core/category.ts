import type { CategoryChange, CategoryOrder, NewCategory } from "#contract/category";
import { present } from "./attributes";
import { audited } from "./audit";
import { added, edited, isUsed, removed, reordered } from "./category.edit";
import type { Category } from "./category.entity";
import { named } from "./category.shape";
import { changeTree, readCategories } from "./category.tree";
import { type CategoryNode, categoryView, treeView } from "./category.view";
import { newId } from "./id";
import type { Session } from "./session";
import { withFreeSlug } from "./slug";

const isActive = ({ is_active }: Category): boolean => is_active;

/** The tree as the public sees it. */
export const showTree = async (): Promise<CategoryNode[]> => treeView(await readCategories(), isActive);

/** Inactive categories too. */
export const showAll = async (): Promise<CategoryNode[]> => treeView(await readCategories(), () => true);

/** What goes on record of a change: the fields that it names, before and after. */
const detailOf = (category: Category, change: CategoryChange) => ({
  from: Object.fromEntries(Object.keys(change).map((key) => [key, category[key as keyof Category] ?? null])),
  to: change,
});

/** Behind its siblings. @throws Failure category_not_found for the parent, category_limit */
export async function create({ parent_id, ...input }: NewCategory, by: Session, now: Date) {
  const [id, at] = [newId("cat", now), now.toISOString()];
  const counts = { references: 0, course_count: 0 };
  const record = audited(by, "category.create", id, { name: input.name, parent_id: parent_id ?? null }, now);
  let after: Category[] = [];
  await withFreeSlug(input.name, async (slug) => {
    const begun = { ...present(input), ...counts, id, slug, created_at: at, updated_at: at };
    after = await changeTree((categories) => {
      const change = added(categories, begun, parent_id);
      return { ...change, steps: [...change.steps, ...record] };
    });
  });
  return categoryView(after, named(after, id));
}

/**
 * Changes what is named, null clears a field; another parent moves it with all below it, behind its new siblings.
 * @throws Failure category_not_found, category_cycle, category_limit
 */
export async function update(id: string, input: CategoryChange, by: Session, now: Date) {
  const write = (slug?: string) =>
    changeTree((categories) => {
      const change = edited(categories, id, { ...input, slug }, now);
      const detail = detailOf(named(categories, id), input);
      return { ...change, steps: [...change.steps, ...audited(by, "category.change", id, detail, now)] };
    });
  let after: Category[] = [];
  if (input.name === undefined) after = await write();
  else
    await withFreeSlug(input.name, async (slug) => {
      after = await write(slug);
    });
  return categoryView(after, named(after, id));
}

/**
 * Deletes a category that nothing refers to, makes any other inactive.
 * @returns what it did. @throws Failure category_not_found
 */
export async function remove(id: string, by: Session, now: Date): Promise<"deleted" | "archived"> {
  const after = await changeTree((categories) => {
    const category = named(categories, id);
    const used = isUsed(categories, category);
    const change = used ? edited(categories, id, { is_active: false }, now) : removed(categories, category);
    const action = used ? "category.archive" : "category.delete";
    return { ...change, steps: [...change.steps, ...audited(by, action, id, { name: category.name }, now)] };
  });
  return after.some((category) => category.id === id) ? "archived" : "deleted";
}

/** @throws Failure category_not_found for the parent, invalid_input unless exactly its children are named */
export async function reorder(order: CategoryOrder, by: Session, now: Date): Promise<CategoryNode[]> {
  const after = await changeTree((categories) => {
    const change = reordered(categories, order);
    const record = audited(by, "category.reorder", order.parent_id ?? "categories", { ids: order.ids }, now);
    return { ...change, steps: [...change.steps, ...record] };
  });
  return treeView(after, () => true);
}
