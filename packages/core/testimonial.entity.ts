import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** What a learner says about a course. Names are snapshots; no address is in it. */
export const Testimonials = new Entity(
  {
    model: { service: "iq", entity: "testimonial", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      user_id: { type: "string", required: true },
      user_name: { type: "string", required: true },
      course_id: { type: "string", required: true },
      course_title: { type: "string", required: true },
      rating: { type: "number", required: true },
      title: { type: "string" },
      content: { type: "string", required: true },
      status: { type: ["pending", "approved", "rejected"] as const, required: true },
      featured: { type: "boolean", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "testimonial#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "testimonial", casing: "none" },
      },
    },
  },
  store,
);
export type Testimonial = EntityItem<typeof Testimonials>;

/** That somebody has reviewed a course: once is all. Among the rows of the person, so that what they wrote can be found. */
export const Reviews = new Entity(
  {
    model: { service: "iq", entity: "review", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      testimonial_id: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["course_id"], template: "review#${course_id}", casing: "none" },
      },
    },
  },
  store,
);
