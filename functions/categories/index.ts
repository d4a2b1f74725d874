import { categories } from "#contract/categories";
import * as Category from "#core/category";
import { serve } from "#http/serve";

export const handler = serve(categories, {
  tree: async () => ({ categories: await Category.showTree() }),
  all: async () => ({ categories: await Category.showAll() }),
  create: async ({ body, session, now }) => ({
    message: "Category created",
    category: await Category.create(body, session, now),
  }),
  update: async ({ params, body, session, now }) => ({
    message: "Category updated",
    category: await Category.update(params.id, body, session, now),
  }),
  remove: async ({ params, session, now }) => ({
    message: `Category ${await Category.remove(params.id, session, now)}`,
  }),
  reorder: async ({ body, session, now }) => ({
    message: "Categories reordered",
    categories: await Category.reorder(body, session, now),
  }),
});
