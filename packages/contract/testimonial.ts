import * as z from "zod/mini";
import { id, instant, line, maybe, text } from "./fields";

export const testimonialStatus = z.enum(["pending", "approved", "rejected"]);
export type TestimonialStatus = z.infer<typeof testimonialStatus>;

/** Plain text: whoever shows it escapes it. */
export const newTestimonial = z.strictObject({
  course_id: id("crs"),
  rating: z.int().check(z.minimum(1), z.maximum(5)),
  title: z.optional(z.nullable(line(255))),
  content: text(2000),
});
export type NewTestimonial = z.output<typeof newTestimonial>;

/** `reason` stays in the audit trail. */
export const testimonialChange = z.partial(
  z.strictObject({ status: testimonialStatus, featured: z.boolean(), reason: text(500) }),
);
export type TestimonialChange = z.output<typeof testimonialChange>;

const shown = {
  id: z.string(),
  course_id: z.string(),
  /** As it was when the review was written, like the author's name. */
  course_title: z.string(),
  rating: z.int(),
  title: maybe(z.string()),
  content: z.string(),
  author: z.object({ name: z.string() }),
  featured: z.boolean(),
  created_at: instant,
};

export const testimonial = z.object(shown);

/** A review as its author and the moderators see it. */
export const moderatedTestimonial = z.object({
  ...shown,
  user_id: z.string(),
  status: testimonialStatus,
  updated_at: instant,
});
