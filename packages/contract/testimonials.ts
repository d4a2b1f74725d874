import * as z from "zod/mini";
import type { Endpoint } from "./endpoint";
import { id, message, pageOf, paging } from "./fields";
import { moderatedTestimonial, newTestimonial, testimonial, testimonialChange, testimonialStatus } from "./testimonial";

const byId = z.strictObject({ id: id("tst") });
const changed = z.object({ message: z.string(), testimonial: moderatedTestimonial });

/** The endpoints of the reviews that learners write about their courses. */
export const testimonials = {
  testimonials: {
    method: "GET",
    path: "/content/testimonials",
    access: "public",
    summary: "Approved reviews, latest first",
    query: z.strictObject({
      ...paging,
      course: z.optional(id("crs")),
      /** `true`: only those that an admin has put forward. */
      featured: z.optional(z.literal("true")),
    }),
    returns: pageOf("testimonials", testimonial),
    errors: ["invalid_cursor"],
    cache: 60,
  },
  allTestimonials: {
    method: "GET",
    path: "/content/testimonials/all",
    access: "admin",
    summary: "Reviews in every status, latest first: what there is to moderate",
    query: z.strictObject({ ...paging, status: z.optional(testimonialStatus) }),
    returns: pageOf("testimonials", moderatedTestimonial),
    errors: ["invalid_cursor"],
    csv: true,
  },
  createTestimonial: {
    method: "POST",
    path: "/content/testimonials",
    access: "user",
    summary: "Review a course that you are enrolled in, once; it appears when an admin has approved it",
    body: newTestimonial,
    status: 201,
    returns: changed,
    errors: ["email_unverified", "not_enrolled", "already_reviewed"],
  },
  moderateTestimonial: {
    method: "PUT",
    path: "/content/testimonials/{id}",
    access: "admin",
    summary: "Approve, reject or feature a review; the course's rating moves with it",
    params: byId,
    body: testimonialChange,
    returns: changed,
    errors: ["testimonial_not_found", "course_not_found", "edited_meanwhile"],
  },
  removeTestimonial: {
    method: "DELETE",
    path: "/content/testimonials/{id}",
    access: "user",
    summary: "Delete your own review, or as an admin any; the course can be reviewed anew",
    params: byId,
    returns: message,
    errors: ["testimonial_not_found", "not_owner", "edited_meanwhile"],
  },
} as const satisfies Record<string, Endpoint>;
