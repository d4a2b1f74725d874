import fc from "fast-check";
import { deepest } from "#contract/category";
import { Failure } from "#contract/failure";
import type { Category } from "./category.entity";

let edit: typeof import("./category.edit");
let view: typeof import("./category.view");
let shape: typeof import("./category.shape");
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  edit = await import("./category.edit");
  view = await import("./category.view");
  shape = await import("./category.shape");
});

const at = "2026-01-01T00:00:00.000Z";

const begun = (id: string, overrides: Partial<Category> = {}) => ({
  ...{ id, name: id, slug: id, is_active: true, references: 0, course_count: 0, created_at: at, updated_at: at },
  ...overrides,
});

/** A tree of categories under the given parents: `treeOf({ cat_a: null, cat_b: "cat_a" })`. */
function treeOf(parents: Record<string, string | null>, overrides: Partial<Category> = {}): Category[] {
  return Object.entries(parents).reduce<Category[]>(
    (categories, [id, parent]) => edit.added(categories, begun(id, overrides), parent).after,
    [],
  );
}

const refusedWith = (code: string) => expect.objectContaining({ code });

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** What must hold of every tree, in words where it doesn't. */
function flaws(categories: Category[]): string[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const chain = (category: Category | undefined): string[] =>
    category ? [...chain(category.parent_id ? byId.get(category.parent_id) : undefined), category.id] : [];
  return categories.flatMap((category) => [
    ...(category.path === chain(category).join("/") ? [] : [`${category.id} has the path ${category.path}`]),
    ...(shape.pathOf(category).length <= deepest ? [] : [`${category.id} is too deep`]),
    ...(shape.childrenOf(categories, category.parent_id).filter((one) => one.sort_order === category.sort_order)
      .length === 1
      ? []
      : [`${category.id} shares its place`]),
  ]);
}

const pick = fc.nat(30);
const step = fc.oneof(
  fc.record({ add: fc.option(pick) }),
  fc.record({ move: pick, to: fc.option(pick) }),
  fc.record({ remove: pick }),
  fc.record({ reorder: fc.option(pick), turn: pick }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Takes a step; one that is refused changes nothing. */
function taken(categories: Category[], one: Step, n: number): Category[] {
  const idAt = (index: number | null) => (index === null ? null : (categories[index % categories.length]?.id ?? null));
  if ("add" in one) return edit.added(categories, begun(`cat_${n}`), idAt(one.add)).after;
  if ("move" in one)
    return edit.edited(categories, idAt(one.move) ?? "", { parent_id: idAt(one.to) }, new Date(at)).after;
  if ("reorder" in one) {
    const parent_id = idAt(one.reorder);
    const ids = shape.childrenOf(categories, parent_id ?? undefined).map(({ id }) => id);
    const turned = [...ids.slice(one.turn % 3), ...ids.slice(0, one.turn % 3)].reverse();
    return edit.reordered(categories, { parent_id, ids: turned }).after;
  }
  const id = idAt(one.remove) ?? "";
  const category = shape.named(categories, id);
  return edit.isUsed(categories, category) ? categories : edit.removed(categories, category).after;
}

test("whatever is added, moved, removed and reordered: no cycle, no wrong path, no shared place", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
      let categories: Category[] = [];
      for (const [n, one] of steps.entries()) {
        const after = failureOf(() => taken(categories, one, n));
        if (!(after instanceof Failure)) categories = after as Category[];
        expect(flaws(categories)).toEqual([]);
      }
      const shown = view.treeView(categories, () => true);
      const all = [...walk(shown)];
      expect(all.map(({ id }) => id).sort()).toEqual(categories.map(({ id }) => id).sort());
    }),
    { numRuns: 100 },
  );
});

type Node = ReturnType<typeof view.treeView>[number];

function* walk(nodes: Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    yield* walk(node.children);
  }
}

test("siblings are numbered from 0 without gaps, whatever was removed between them", () => {
  const categories = treeOf({ cat_a: null, cat_b: null, cat_c: null });
  const { after } = edit.removed(categories, shape.named(categories, "cat_b"));
  expect(view.treeView(after, () => true).map(({ id, sort_order }) => [id, sort_order])).toEqual([
    ["cat_a", 0],
    ["cat_c", 1],
  ]);
  expect(view.categoryView(after, shape.named(after, "cat_c")).sort_order).toBe(1);
});

test("a category can't be put below itself, nor below what is below it", () => {
  const categories = treeOf({ cat_a: null, cat_b: "cat_a", cat_c: "cat_b" });
  for (const parent_id of ["cat_a", "cat_b", "cat_c"])
    expect(failureOf(() => edit.edited(categories, "cat_a", { parent_id }, new Date(at)))).toEqual(
      refusedWith("category_cycle"),
    );
});

test("a category takes along all that is below it, if there is room for it", () => {
  const categories = treeOf({ cat_a: null, cat_b: "cat_a", cat_c: null, cat_d: "cat_c", cat_e: "cat_d" });
  const tooDeep = () => edit.edited(categories, "cat_c", { parent_id: "cat_a" }, new Date(at));
  expect(failureOf(tooDeep)).toEqual(refusedWith("category_limit"));
  const { after } = edit.edited(categories, "cat_d", { parent_id: "cat_a" }, new Date(at));
  expect(after.map(({ path }) => path)).toEqual([
    ...["cat_a", "cat_a/cat_b", "cat_c", "cat_a/cat_d", "cat_a/cat_d/cat_e"],
  ]);
});

test("whose name begins like another's id stays out of its branch", () => {
  const categories = treeOf({ cat_a: null, cat_ab: null, cat_abc: "cat_ab" });
  expect(shape.below(categories, shape.named(categories, "cat_a"))).toEqual([]);
});

test("there is room for 80 children, and for 500 in all", () => {
  const parents = Array.from({ length: 80 }, (_, n) => [`cat_${n}`, null] as const);
  const wide = treeOf(Object.fromEntries(parents));
  expect(failureOf(() => edit.added(wide, begun("cat_x"), null))).toEqual(refusedWith("category_limit"));
  const many = Array.from({ length: 500 }, (_, n) => ({ ...begun(`cat_${n}`), path: `cat_${n}`, sort_order: n }));
  expect(failureOf(() => edit.added(many, begun("cat_x"), "cat_1"))).toEqual(refusedWith("category_limit"));
});

test("no change takes more steps than a transaction has, less five for its version and its record", () => {
  const top = { cat_top: null, cat_to: null };
  const children = Array.from({ length: 80 }, (_, n) => [`cat_${n}`, "cat_top"] as const);
  const categories = treeOf({ ...top, ...Object.fromEntries(children) });
  const moved = edit.edited(categories, "cat_top", { parent_id: "cat_to", name: "New", slug: "new" }, new Date(at));
  const ids = children.map(([id]) => id).reverse();
  for (const { steps } of [moved, edit.reordered(categories, { parent_id: "cat_top", ids })])
    expect(steps.length).toBeLessThanOrEqual(95);
});

test.each([
  ["one is missing", ["cat_b"]],
  ["one is named twice", ["cat_b", "cat_b"]],
  ["a stranger is among them", ["cat_b", "cat_c", "cat_a"]],
  ["a stranger stands for one", ["cat_b", "cat_a"]],
])("an order is refused when %s", (_what, ids) => {
  const categories = treeOf({ cat_a: null, cat_b: "cat_a", cat_c: "cat_a" });
  expect(failureOf(() => edit.reordered(categories, { parent_id: "cat_a", ids }))).toEqual(
    refusedWith("invalid_input"),
  );
});

test("the courses of a branch are the sum of its categories' own, hidden ones too", () => {
  const categories = treeOf({ cat_a: null, cat_b: "cat_a", cat_c: "cat_b", cat_d: null }, { course_count: 2 });
  const { after } = edit.edited(categories, "cat_b", { is_active: false }, new Date(at));
  const [first, second] = view.treeView(after, ({ is_active }) => is_active);
  expect(first).toMatchObject({ id: "cat_a", course_count: 2, total_course_count: 6, children: [] });
  expect(second).toMatchObject({ id: "cat_d", course_count: 2, total_course_count: 2 });
});
