import * as z from "zod/mini";
import { amount, currency, id, instant, line, maybe, reference, text, url } from "./fields";
import { picture } from "./picture";

export const courseLevel = z.enum(["beginner", "intermediate", "advanced"]);
export const courseStatus = z.enum(["draft", "published", "archived"]);
export type CourseStatus = z.infer<typeof courseStatus>;

/** What an author writes. */
const draft = {
  title: line(255),
  description: z.nullable(text(20_000)),
  short_description: z.nullable(text(500)),
  price: amount,
  original_price: z.nullable(amount),
  currency,
  duration: z.nullable(line(100)),
  level: courseLevel,
  category_id: z.nullable(id("cat")),
  image_url: z.nullable(url),
  /** A picture of one's own, uploaded as `course_image`: it takes the place of `image_url`. */
  image_upload_id: z.nullable(id("upl")),
  video_url: z.nullable(url),
  certificate_template: z.nullable(text(255)),
  language: line(50),
  prerequisites: z.nullable(text(5000)),
  learning_outcomes: z.nullable(text(5000)),
};

export const newCourse = z.strictObject({
  ...draft,
  description: z.optional(draft.description),
  short_description: z.optional(draft.short_description),
  original_price: z.optional(draft.original_price),
  currency: z._default(currency, "INR"),
  duration: z.optional(draft.duration),
  level: z._default(courseLevel, "beginner"),
  category_id: z.optional(draft.category_id),
  image_url: z.optional(draft.image_url),
  image_upload_id: z.optional(draft.image_upload_id),
  video_url: z.optional(draft.video_url),
  certificate_template: z.optional(draft.certificate_template),
  language: z._default(draft.language, "English"),
  prerequisites: z.optional(draft.prerequisites),
  learning_outcomes: z.optional(draft.learning_outcomes),
});
export type NewCourse = z.output<typeof newCourse>;

/** A course as a line of an imported file. */
export const courseLine = z.extend(z.omit(newCourse, { image_upload_id: true }), {
  /** Its author; the importing admin where it is missing. */
  instructor_id: z.optional(reference),
  /** The file's own id of it, by which a later import finds it again. */
  external_id: z.optional(line(100)),
});
export type CourseLine = z.output<typeof courseLine>;

/** `featured` puts a course on the front page: an admin's to say. */
export const courseChange = z.partial(z.strictObject({ ...draft, featured: z.boolean() }));
export type CourseChange = z.output<typeof courseChange>;

const shown = {
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  short_description: maybe(z.string()),
  price: z.number(),
  original_price: maybe(z.number()),
  currency,
  duration: maybe(z.string()),
  level: courseLevel,
  category_id: maybe(z.string()),
  /** `name` as it was when the course was last saved. */
  instructor: z.object({ id: z.string(), name: z.string() }),
  image_url: maybe(z.string()),
  featured: z.boolean(),
  enrollments: z.int(),
  /** Mean of the approved reviews, two decimals; 0 without any. */
  rating: z.number(),
  total_ratings: z.int(),
  language: z.string(),
  /** Of its curriculum. */
  lesson_count: z.int(),
  duration_seconds: z.int(),
  created_at: instant,
};

/** A course as it stands in a list. */
export const courseCard = z.object(shown);

/** A course as it stands in its author's list. */
export const authoredCard = z.object({ ...shown, status: courseStatus, updated_at: instant });

export const course = z.object({
  ...shown,
  /** In all its sizes, when it was uploaded. */
  image: maybe(picture),
  description: maybe(z.string()),
  video_url: maybe(z.string()),
  prerequisites: maybe(z.string()),
  learning_outcomes: maybe(z.string()),
  instructor_id: z.string(),
  status: courseStatus,
  updated_at: instant,
});

/** The course as its author sees it. */
export const authoredCourse = z.extend(course, { certificate_template: maybe(z.string()) });

/** By relevance where words are searched for, which is also how these come without a sort; else the same as newest. */
export const courseSort = z.enum(["relevance", "newest", "price_asc", "price_desc", "rating", "popular"]);
export type CourseSort = z.infer<typeof courseSort>;
