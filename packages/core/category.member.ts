import { Failure } from "#contract/failure";
import { Categories } from "./category.entity";
import { pathOf } from "./category.shape";
import { check, type Step, step } from "./transaction";

// What courses and posts have to do with the category that they name.

/** Counts one more that names it: refused with category_not_found unless there is one, and it is active. */
const joined = (id: string): Step =>
  step(
    Categories.patch({ id })
      .add({ references: 1 })
      .where(({ is_active }, { eq }) => eq(is_active, true))
      .params(),
    () => new Failure("category_not_found"),
  );

const left = (id: string): Step => step(Categories.patch({ id }).add({ references: -1 }).params());

/**
 * The steps of naming another category, or none, for the transaction that writes who names it. Who stays may stay in an
 * inactive one.
 * @param to undefined leaves it as it is, null names none any more
 */
export function changeCategory(from: string | undefined, to: string | null | undefined): Step[] {
  if (to === undefined || to === (from ?? null)) return [];
  return [...(from ? [left(from)] : []), ...(to ? [joined(to)] : [])];
}

/** Ids of the categories that a course or post is in: from the top down to the one that it names. */
export async function categoryPathOf({ category_id: id }: { category_id?: string }): Promise<string[]> {
  const { data: category } = id ? await Categories.get({ id }).go({ consistent: true }) : { data: null };
  return category ? pathOf(category) : [];
}

/** Demands that the last category of a path still stands there. */
export const stillIn = (path: string[], moved: () => Error): Step =>
  check(
    Categories.delete({ id: path.at(-1) ?? "" })
      .where((present, { eq }) => eq(present.path, path.join("/")))
      .params(),
    moved,
  );

/** Counts a published course of the last category of a path, and demands that it still stands there. */
export const countIn = (path: string[], moved: () => Error): Step =>
  step(
    Categories.patch({ id: path.at(-1) ?? "" })
      .add({ course_count: 1 })
      .where((present, { eq }) => eq(present.path, path.join("/")))
      .params(),
    moved,
  );

/** A category stays while it counts courses, so there is one to count on. */
export const countOut = (id: string): Step => step(Categories.patch({ id }).add({ course_count: -1 }).params());
