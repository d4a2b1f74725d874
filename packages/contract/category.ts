import * as z from "zod/mini";
import { id, instant, line, maybe, text, url } from "./fields";

const fields = {
  name: line(100),
  description: z.nullable(text(1000)),
  image_url: z.nullable(url),
  /** Null: at the top. */
  parent_id: z.nullable(id("cat")),
};

export const newCategory = z.strictObject({
  name: fields.name,
  description: z.optional(fields.description),
  image_url: z.optional(fields.image_url),
  parent_id: z.optional(fields.parent_id),
  is_active: z._default(z.boolean(), true),
});
export type NewCategory = z.output<typeof newCategory>;

/** Another `parent_id` moves the category, with all that is below it, behind its new siblings. */
export const categoryChange = z.partial(z.strictObject({ ...fields, is_active: z.boolean() }));
export type CategoryChange = z.output<typeof categoryChange>;

/** Levels of the tree. */
export const deepest = 3;
/** Categories in all: they are read at once. */
export const mostCategories = 500;
/** Categories below one parent, and below one that moves: either changes in one transaction. */
export const mostTogether = 80;

/** All children of one parent, in the order that they shall have. */
export const categoryOrder = z.strictObject({
  parent_id: fields.parent_id,
  ids: z.array(id("cat")).check(z.maxLength(mostTogether)),
});
export type CategoryOrder = z.output<typeof categoryOrder>;

export const category = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: maybe(z.string()),
  image_url: maybe(z.string()),
  parent_id: maybe(z.string()),
  /** Among its siblings, from 0, without gaps. */
  sort_order: z.int(),
  is_active: z.boolean(),
  /** Published courses of the category itself. */
  course_count: z.int(),
  /** And of all categories below it. */
  total_course_count: z.int(),
  created_at: instant,
  updated_at: instant,
});

/** A category with those below it. Its fields stand here again: TypeScript follows the recursion of plain fields only. */
export const categoryNode = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: maybe(z.string()),
  image_url: maybe(z.string()),
  sort_order: z.int(),
  is_active: z.boolean(),
  course_count: z.int(),
  total_course_count: z.int(),
  get children() {
    return z.array(categoryNode);
  },
});
