import * as z from "zod/mini";
import { id, instant, line, maybe, text, url } from "./fields";
import { fileType } from "./upload";

export const lessonKind = z.enum(["video", "text", "attachment", "quiz"]);
export type LessonKind = z.infer<typeof lessonKind>;

/** What a curriculum holds at most: it is one item of the table. */
export const curriculumLimits = { sections: 50, lessons: 500 };

const seconds = z.int().check(z.minimum(0), z.maximum(1_000_000));

const sectionDraft = { title: line(160) };

export const newSection = z.strictObject(sectionDraft);
export const sectionChange = z.partial(newSection);

/** What an author writes. `body` is HTML, and is sanitised. */
const draft = {
  section_id: id("sec"),
  title: line(160),
  kind: lessonKind,
  body: z.nullable(text(50_000)),
  /** A video elsewhere, instead of an upload. */
  video_url: z.nullable(url),
  /** The file of a video or an attachment: an upload of one's own, of the purpose that goes with the kind. */
  upload_id: z.nullable(id("upl")),
  duration_seconds: seconds,
  /** Open to everybody, as a taste of the course. */
  preview: z.boolean(),
  /** Days after the enrollment on which it opens; null: at once. */
  drip_days: z.nullable(z.int().check(z.minimum(0), z.maximum(3650))),
};

export const newLesson = z.strictObject({
  ...draft,
  body: z.optional(draft.body),
  video_url: z.optional(draft.video_url),
  upload_id: z.optional(draft.upload_id),
  duration_seconds: z._default(seconds, 0),
  preview: z._default(z.boolean(), false),
  drip_days: z.optional(draft.drip_days),
});
export type NewLesson = z.output<typeof newLesson>;

const { section_id, kind, ...changeable } = draft;

/** Fields left out stay; null clears. The kind stays what it is, and the place is a matter of the order. */
export const lessonChange = z.partial(z.strictObject(changeable));
export type LessonChange = z.output<typeof lessonChange>;

/** A whole order: every section and every lesson exactly once; a lesson may change its section. */
export const newOrder = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        id: id("sec"),
        lessons: z.array(id("les")).check(z.maxLength(curriculumLimits.lessons)),
      }),
    )
    .check(z.maxLength(curriculumLimits.sections)),
});
export type NewOrder = z.output<typeof newOrder>;

const outlined = {
  id: z.string(),
  title: z.string(),
  kind: lessonKind,
  preview: z.boolean(),
  duration_seconds: z.int(),
  drip_days: maybe(z.int()),
};

/** A lesson as everybody sees it in the outline. */
export const outlinedLesson = z.object(outlined);

/** The same with what there is to it, for its author. */
export const authoredLesson = z.object({
  ...outlined,
  section_id: z.string(),
  has_body: z.boolean(),
  has_video_url: z.boolean(),
  has_media: z.boolean(),
  file_name: maybe(z.string()),
});

const totals = { lesson_count: z.int(), duration_seconds: z.int() };

export const outline = z.object({
  course_id: z.string(),
  ...totals,
  sections: z.array(z.object({ id: z.string(), title: z.string(), lessons: z.array(outlinedLesson) })),
});

export const curriculum = z.object({
  course_id: z.string(),
  ...totals,
  sections: z.array(z.object({ id: z.string(), title: z.string(), lessons: z.array(authoredLesson) })),
});

/** The file of a lesson, at an address that works for a while. */
export const lessonMedia = z.object({
  url: z.string(),
  expires_at: instant,
  content_type: fileType,
  file_name: maybe(z.string()),
});

const content = {
  ...outlined,
  section_id: z.string(),
  body: maybe(z.string()),
  video_url: maybe(z.string()),
  media: maybe(lessonMedia),
};

/** A lesson with all that is in it, as its preview shows it. */
export const previewedLesson = z.object(content);

/** A lesson with all that is in it, and where its learner stands. */
export const lesson = z.object({
  ...content,
  /** Null for those who don't learn here: the author, an admin, a passer-by. */
  available_at: maybe(instant),
  progress: maybe(z.object({ completed_at: maybe(instant), position_seconds: maybe(z.int()) })),
});

/** `completed` can't be taken back, so it is true or left out. */
export const progressChange = z.strictObject({
  completed: z.optional(z.literal(true)),
  position_seconds: z.optional(seconds),
});
export type ProgressChange = z.output<typeof progressChange>;

export const progress = z.object({
  course_id: z.string(),
  /** 0 to 100; 100 only with every lesson, and for good once the course is completed. */
  percentage: z.int(),
  completed_lessons: z.int(),
  total_lessons: z.int(),
  completed_at: maybe(instant),
  /** Where to go on; null when nothing is left or open. */
  resume: maybe(z.object({ lesson_id: z.string(), position_seconds: z.int() })),
  lessons: z.array(
    z.object({
      lesson_id: z.string(),
      completed_at: maybe(instant),
      position_seconds: maybe(z.int()),
      available_at: instant,
    }),
  ),
});

/** How far somebody came in a course, as it stands in their own record. */
export const recordedProgress = z.object({
  course_id: z.string(),
  lessons: z.array(z.object({ lesson_id: z.string(), completed_at: maybe(instant), position_seconds: maybe(z.int()) })),
});
