import { Categories, type Category, Trees } from "./category.entity";
import { commit, type Step, step } from "./transaction";

const name = "courses";

/** All categories, as of no particular moment: for showing them. One query. */
export async function readCategories({ consistent = false } = {}): Promise<Category[]> {
  const { data } = await Categories.query.primary({}).go({ pages: "all", consistent });
  return data;
}

class Overtaken extends Error {}

/** What a step throws whose category is no longer as it was read: the change is decided again. */
export const overtaken = (): Error => new Overtaken();

function advanced(version: number | undefined): Step {
  const row = { name, version: (version ?? 0) + 1 };
  const unchanged =
    version === undefined
      ? Trees.create(row).params()
      : Trees.put(row)
          .where((present, { eq }) => eq(present.version, version))
          .params();
  return step(unchanged, overtaken);
}

/** A change of the tree: its steps, and the categories as they stand after it. */
export interface TreeChange {
  steps: Step[];
  after: Category[];
}

/**
 * Changes the tree. What `decide` reads in it still holds when its steps are written; where somebody came between, it
 * decides again.
 */
export async function changeTree(decide: (categories: Category[]) => TreeChange): Promise<Category[]> {
  for (;;) {
    const { data: tree } = await Trees.get({ name }).go({ consistent: true });
    // Read after the version: a change that these rows have and the version hasn't refuses the transaction.
    const { steps, after } = decide(await readCategories({ consistent: true }));
    try {
      await commit([advanced(tree?.version), ...steps]);
      return after;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
