import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** A category. All of them share one partition, which one query reads as the whole tree. */
export const Categories = new Entity(
  {
    model: { service: "iq", entity: "category", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      name: { type: "string", required: true },
      slug: { type: "string", required: true },
      description: { type: "string" },
      image_url: { type: "string" },
      parent_id: { type: "string" },
      /** Grows among siblings, with gaps: they are numbered when they are shown. */
      sort_order: { type: "number", required: true },
      is_active: { type: "boolean", required: true },
      /** Ids from the root to itself, with slashes between. */
      path: { type: "string", required: true },
      /** Courses and posts that name it, in whatever state: it stays while there are any. */
      references: { type: "number", required: true },
      /** Published courses that name it, as the lists have them. */
      course_count: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: [], template: "categories", casing: "none" },
        sk: { field: "sk", composite: ["id"], template: "category#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Category = EntityItem<typeof Categories>;

/** Counts the changes of the tree. Each change demands that none came between, so that every one sees a whole tree. */
export const Trees = new Entity(
  {
    model: { service: "iq", entity: "category-tree", version: "1" },
    attributes: { name: { type: "string", required: true }, version: { type: "number", required: true } },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "category-tree#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "category-tree", casing: "none" },
      },
    },
  },
  store,
);
