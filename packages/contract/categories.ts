import * as z from "zod/mini";
import { category, categoryChange, categoryNode, categoryOrder, newCategory } from "./category";
import { group } from "./endpoint";
import { id, message } from "./fields";

const byId = z.strictObject({ id: id("cat") });
const tree = z.object({ categories: z.array(categoryNode) });
const changed = z.object({ message: z.string(), category });

export const categories = group("categories", {
  summary: "What courses are about, as a tree",
  needs: { table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"] },
  endpoints: {
    tree: {
      method: "GET",
      path: "/categories",
      access: "public",
      summary: "All categories; inactive ones, and what is below them, are left out",
      returns: tree,
      cache: 60,
    },
    all: {
      method: "GET",
      path: "/categories/all",
      access: "admin",
      summary: "All categories, inactive ones too",
      returns: tree,
    },
    create: {
      method: "POST",
      path: "/categories",
      access: "admin",
      summary: "A new category, behind its siblings",
      body: newCategory,
      status: 201,
      returns: changed,
      errors: ["category_not_found", "category_limit"],
    },
    reorder: {
      method: "PUT",
      path: "/categories/reorder",
      access: "admin",
      summary: "Give the children of one parent a new order; answers the whole tree",
      body: categoryOrder,
      returns: z.extend(message, { categories: z.array(categoryNode) }),
      errors: ["category_not_found"],
    },
    update: {
      method: "PUT",
      path: "/categories/{id}",
      access: "admin",
      summary: "Change or move a category; fields left out stay",
      params: byId,
      body: categoryChange,
      returns: changed,
      errors: ["category_not_found", "category_cycle", "category_limit"],
    },
    remove: {
      method: "DELETE",
      path: "/categories/{id}",
      access: "admin",
      summary: "Delete a category that nothing refers to; make any other inactive",
      params: byId,
      returns: message,
      errors: ["category_not_found"],
    },
  },
});
