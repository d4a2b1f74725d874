import type { Course } from "./course.entity";
import { ratingOf } from "./rating";

/** A course as it goes out. */
export const courseView = (course: Course) => ({
  ...course,
  rating: ratingOf(course),
  instructor: { id: course.instructor_id, name: course.instructor_name },
});
