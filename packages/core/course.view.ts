import type { Course } from "./course.entity";
import { pictureView } from "./picture";
import { ratingOf } from "./rating";

/** A course as it goes out. */
export const courseView = (course: Course) => ({
  ...course,
  image: pictureView(course.image),
  rating: ratingOf(course),
  instructor: { id: course.instructor_id, name: course.instructor_name },
});
