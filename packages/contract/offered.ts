import * as z from "zod/mini";
import { reference } from "./fields";

/** What somebody wants to buy: a course or a seat in an event, by id or slug. */
export const offered = { course_id: z.optional(reference), event_id: z.optional(reference) };

interface Offered {
  course_id?: string;
  event_id?: string;
}

/** For a body with the fields of `offered`. */
export const exactlyOneOffered = z.refine<Offered>(
  ({ course_id, event_id }) => (course_id === undefined) !== (event_id === undefined),
  { path: ["course_id"], error: "exactly one of course_id and event_id must be given" },
);
