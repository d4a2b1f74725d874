import * as z from "zod/mini";
import {
  authoredCourse,
  course,
  courseCard,
  courseChange,
  courseLevel,
  courseSort,
  courseStatus,
  newCourse,
} from "./course";
import { group } from "./endpoint";
import { enrolledCourse, enrollment } from "./enrollment";
import { id, message, pageOf, paging, reference } from "./fields";

const byId = z.strictObject({ id: reference });
const changed = z.object({ message: z.string(), course: authoredCourse });

export const courses = group("courses", {
  summary: "The catalogue, and enrolling in it",
  needs: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi1", "gsi2", "gsi3"],
    secrets: ["APP_KEY"],
  },
  endpoints: {
    list: {
      method: "GET",
      path: "/courses",
      access: "public",
      summary: "Published courses, by filter and in order",
      query: z.strictObject({
        ...paging,
        category: z.optional(id("cat")),
        level: z.optional(courseLevel),
        sort: z._default(courseSort, "newest"),
      }),
      returns: pageOf("courses", courseCard),
      errors: ["invalid_cursor"],
      cache: 30,
    },
    featured: {
      method: "GET",
      path: "/courses/featured",
      access: "public",
      summary: "The courses on the front page, newest first",
      query: z.strictObject({ ...paging }),
      returns: pageOf("courses", courseCard),
      errors: ["invalid_cursor"],
      cache: 30,
    },
    enrolled: {
      method: "GET",
      path: "/courses/enrolled",
      access: "user",
      summary: "The courses that you are enrolled in, latest first",
      query: z.strictObject({ ...paging }),
      returns: pageOf("courses", enrolledCourse),
      errors: ["invalid_cursor"],
    },
    bySlug: {
      method: "GET",
      path: "/courses/{slug}",
      access: "public",
      summary: "One published course, by slug (an old one too) or id",
      params: z.strictObject({ slug: reference }),
      returns: z.object({ course }),
      errors: ["course_not_found"],
      cache: 30,
    },
    create: {
      method: "POST",
      path: "/courses",
      access: "instructor",
      summary: "A new draft",
      body: newCourse,
      status: 201,
      returns: changed,
    },
    update: {
      method: "PUT",
      path: "/courses/{id}",
      access: "instructor",
      summary: "Change a course; fields left out stay, a new title makes a new slug and the old one keeps leading here",
      params: byId,
      body: courseChange,
      returns: changed,
      errors: ["course_not_found", "not_owner", "edited_meanwhile"],
    },
    setStatus: {
      method: "PUT",
      path: "/courses/{id}/status",
      access: "admin",
      summary: "Publish, archive or take back to draft",
      params: byId,
      body: z.strictObject({ status: courseStatus }),
      returns: changed,
      errors: ["course_not_found", "edited_meanwhile"],
    },
    remove: {
      method: "DELETE",
      path: "/courses/{id}",
      access: "admin",
      summary: "Delete a course that nobody has enrolled in or ordered; archive any other",
      params: byId,
      returns: message,
      errors: ["course_not_found", "edited_meanwhile"],
    },
    enroll: {
      method: "POST",
      path: "/courses/{id}/enroll",
      access: "user",
      summary: "Enroll in a free course",
      params: byId,
      status: 201,
      returns: z.object({ message: z.string(), enrollment }),
      errors: ["course_not_found", "payment_required", "already_enrolled"],
      idempotent: true,
    },
  },
});
