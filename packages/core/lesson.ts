import { Failure } from "#contract/failure";
import { courseIdOf, courseOf, enrollmentOf, isAuthor, requireAccess } from "./access";
import { readTogether } from "./batch";
import type { Course } from "./course.entity";
import { lessonsOf, planned, totalsOf } from "./curriculum";
import { type Curriculum, contentOf, curriculumOf, type LessonContent, type PlannedLesson } from "./curriculum.entity";
import { givesAccess } from "./enrollment.entity";
import { signedMedia } from "./media";
import { availableAt, nothingYet, requireOpen, type Standing } from "./progress";
import { progressOf } from "./progress.entity";
import type { Session } from "./session";

/** @throws Failure course_not_found, for a draft or archived course too */
function requirePublished(course: Course | undefined): void {
  if (course?.status !== "published") throw new Failure("course_not_found");
}

/** Sections and lessons of a published course. @throws Failure course_not_found */
export async function outline(reference: string) {
  const id = await courseIdOf(reference);
  const read = await readTogether({ course: courseOf(id), curriculum: curriculumOf(id) }, { consistent: false });
  requirePublished(read.course);
  const { sections = [] } = read.curriculum ?? {};
  return { course_id: id, sections, ...totalsOf(sections) };
}

/** The curriculum as its author sees it. */
export const curriculumView = ({ course_id, sections }: Curriculum) => ({
  course_id,
  ...totalsOf(sections),
  sections: sections.map((section) => ({
    ...section,
    lessons: section.lessons.map((lesson) => ({ ...lesson, section_id: section.id })),
  })),
});

const minute = 60;

/** Seconds that a file's address works: long enough to watch it to its end, if that isn't too long. */
const addressLife = ({ duration_seconds }: PlannedLesson): number =>
  Math.min(duration_seconds, 240 * minute) + 15 * minute;

/** An attachment is downloaded under its author's name for it, a video is played. */
async function mediaOf(lesson: PlannedLesson, { media_key, media_type, file_name }: LessonContent, now: Date) {
  if (!media_key || !media_type) return null;
  const fileName = lesson.kind === "attachment" ? (file_name ?? lesson.title) : undefined;
  const address = await signedMedia(media_key, { fileName, seconds: addressLife(lesson) }, now);
  return { ...address, content_type: media_type, file_name };
}

/** A lesson as it goes out, with its content: for those who may see it. */
async function shown(lesson: PlannedLesson, section_id: string, content: LessonContent | undefined, now: Date) {
  const media = content ? await mediaOf(lesson, content, now) : null;
  return { ...lesson, section_id, body: content?.body, video_url: content?.video_url, media };
}

/** A lesson that is open to everybody. @throws Failure course_not_found, lesson_not_found for any other, too */
export async function preview(reference: string, lessonId: string, now: Date) {
  const id = await courseIdOf(reference);
  const wanted = { course: courseOf(id), curriculum: curriculumOf(id), content: contentOf(id, lessonId) };
  const { course, curriculum, content } = await readTogether(wanted, { consistent: false });
  requirePublished(course);
  const { lesson, section } = planned(curriculum?.sections ?? [], lessonId);
  if (!lesson.preview) throw new Failure("lesson_not_found");
  return shown(lesson, section.id, content, now);
}

/** Everything that decides who sees what of a lesson, in one call. */
const readLesson = (id: string, lessonId: string, by: Session) =>
  readTogether(
    {
      course: courseOf(id),
      curriculum: curriculumOf(id),
      content: contentOf(id, lessonId),
      enrollment: enrollmentOf(id, by.id),
      row: progressOf(id, by.id),
    },
    { consistent: true },
  );

type Read = Awaited<ReturnType<typeof readLesson>>;

/** Whoever learns here; undefined for the author, an admin, and others. */
function standingIn({ curriculum, enrollment, row }: Read): Standing | undefined {
  if (!enrollment || !givesAccess(enrollment)) return undefined;
  const { course_id, user_id } = enrollment;
  return { lessons: lessonsOf(curriculum?.sections ?? []), enrollment, row: row ?? nothingYet(course_id, user_id) };
}

const learnt = (lesson: PlannedLesson, standing: Standing) => ({
  available_at: availableAt(lesson, standing).toISOString(),
  progress: {
    completed_at: standing.row.completed[lesson.id],
    position_seconds: standing.row.positions[lesson.id],
  },
});

/**
 * A lesson with its content: for its author and admins, for the enrolled once it is open, and for anybody when it is a
 * preview of a published course.
 * @throws Failure course_not_found, lesson_not_found, not_enrolled, lesson_locked
 */
export async function find(reference: string, lessonId: string, by: Session, now: Date) {
  const id = await courseIdOf(reference);
  const read = await readLesson(id, lessonId, by);
  const { course, curriculum, content } = read;
  if (!course) throw new Failure("course_not_found");
  const standing = standingIn(read);
  const author = isAuthor(course, by);
  if (!standing && !author) requirePublished(course);
  const { lesson, section } = planned(curriculum?.sections ?? [], lessonId);
  if (!author && !lesson.preview) requireAccess(read.enrollment);
  if (!author && standing) requireOpen(lesson, standing, now);
  return { ...(await shown(lesson, section.id, content, now)), ...(standing ? learnt(lesson, standing) : {}) };
}
