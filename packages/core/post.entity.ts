import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { pictureAttribute } from "./picture";

const statuses = ["draft", "published", "archived"] as const;

/** A post, all but its text: that is the version which `revision` names, so that counting a reader rewrites little. */
export const Posts = new Entity(
  {
    model: { service: "iq", entity: "post", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      title: { type: "string", required: true },
      slug: { type: "string", required: true },
      /** As shown: the author's, or made of the text. */
      excerpt: { type: "string", required: true },
      author_id: { type: "string", required: true },
      author_name: { type: "string", required: true },
      category_id: { type: "string" },
      featured_image: { type: "string" },
      /** What `featured_image` is the address of, when it was uploaded. */
      image: pictureAttribute,
      status: { type: statuses, required: true },
      published_at: { type: "string" },
      /** Published, and its time has come: it stands in the public lists. */
      live: { type: "boolean" },
      /** It was live at some time: such a post is archived, never deleted. */
      aired: { type: "boolean" },
      meta_title: { type: "string" },
      meta_description: { type: "string" },
      tags: { type: "list", items: { type: "string" }, required: true },
      reading_minutes: { type: "number", required: true },
      /** Sum of its days' readers. */
      view_count: { type: "number", required: true },
      /** Counts the edits: an edit is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "post#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "post", casing: "none" },
      },
      bySlug: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["slug"], template: "post-slug#${slug}", casing: "none" },
        // Not a constant: ElectroDB's patch of the slug would write the sort key "undefined".
        sk: { field: "gsi1sk", composite: ["id"], template: "${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Post = EntityItem<typeof Posts>;

/** Ten digits sort as text the way the number sorts. */
const numbered = { type: "number", required: true, padding: { length: 10, char: "0" } } as const;

/** What an author wrote, as of one revision; never changed. */
export const PostVersions = new Entity(
  {
    model: { service: "iq", entity: "post-version", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      revision: numbered,
      title: { type: "string", required: true },
      content: { type: "string", required: true },
      excerpt: { type: "string" },
      category_id: { type: "string" },
      featured_image: { type: "string" },
      meta_title: { type: "string" },
      meta_description: { type: "string" },
      tags: { type: "list", items: { type: "string" }, required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "post#${id}", casing: "none" },
        sk: { field: "sk", composite: ["revision"], template: "version#${revision}", casing: "none" },
      },
    },
  },
  store,
);
export type PostVersion = EntityItem<typeof PostVersions>;

/** One line of a post's history: who wrote which revision, and when. Beside the version, so that a history reads few bytes. */
export const PostRevisions = new Entity(
  {
    model: { service: "iq", entity: "post-revision", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      revision: numbered,
      title: { type: "string", required: true },
      status: { type: statuses, required: true },
      reading_minutes: { type: "number", required: true },
      editor_id: { type: "string", required: true },
      edited_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "post#${id}", casing: "none" },
        sk: { field: "sk", composite: ["revision"], template: "revision#${revision}", casing: "none" },
      },
    },
  },
  store,
);
