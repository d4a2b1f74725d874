import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { pictureAttribute } from "./picture";

/** A course. `slug` is unique through its reservation (see slug.ts), `enrollments` moves with each enrollment. */
export const Courses = new Entity(
  {
    model: { service: "iq", entity: "course", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      title: { type: "string", required: true },
      slug: { type: "string", required: true },
      description: { type: "string" },
      short_description: { type: "string" },
      price: { type: "number", required: true },
      original_price: { type: "number" },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      duration: { type: "string" },
      level: { type: ["beginner", "intermediate", "advanced"] as const, required: true },
      category_id: { type: "string" },
      instructor_id: { type: "string", required: true },
      instructor_name: { type: "string", required: true },
      image_url: { type: "string" },
      /** What `image_url` is the address of, when it was uploaded. */
      image: pictureAttribute,
      video_url: { type: "string" },
      certificate_template: { type: "string" },
      status: { type: ["draft", "published", "archived"] as const, required: true },
      featured: { type: "boolean", required: true },
      enrollments: { type: "number", required: true },
      /** Stars of the approved reviews together; see rating.ts. */
      rating_sum: { type: "number", required: true },
      total_ratings: { type: "number", required: true },
      language: { type: "string", required: true },
      prerequisites: { type: "string" },
      learning_outcomes: { type: "string" },
      /** Sums over its curriculum, moved in the same transaction. */
      lesson_count: { type: "number", required: true },
      duration_seconds: { type: "number", required: true },
      /** Set by the first order, and when a learner leaves: such a course is archived, never deleted. */
      referred: { type: "boolean" },
      /** Counts the authors' edits: an edit is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "course#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "course", casing: "none" },
      },
      bySlug: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["slug"], template: "course-slug#${slug}", casing: "none" },
        // Not a constant: ElectroDB's patch of the slug would write the sort key "undefined".
        sk: { field: "gsi1sk", composite: ["id"], template: "${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Course = EntityItem<typeof Courses>;
