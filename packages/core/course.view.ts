import type { Course } from "./course.entity";

/** A course as it goes out. */
export const courseView = (course: Course) => ({
  ...course,
  instructor: { id: course.instructor_id, name: course.instructor_name },
});
