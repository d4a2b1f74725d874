import { Failure } from "#contract/failure";
import type { LessonChange, NewLesson, NewOrder } from "#contract/lesson";
import { courseIdOf, courseOf, requireAuthor } from "./access";
import { readTogether } from "./batch";
import { type Course, Courses } from "./course.entity";
import * as Plan from "./curriculum";
import { Curricula, type Curriculum, curriculumOf, type PlannedLesson, type Section } from "./curriculum.entity";
import { newId } from "./id";
import { changeContent, deleteContent, readContent } from "./lesson.content";
import { scheduleRecount } from "./recount";
import type { Session } from "./session";
import { commit, type Step, step } from "./transaction";

interface Opened {
  course: Course;
  curriculum: Curriculum;
}

/** The curriculum, for whoever has the say over it. @throws Failure course_not_found, not_owner */
export async function open(reference: string, by: Session): Promise<Opened> {
  const id = await courseIdOf(reference);
  const read = await readTogether({ course: courseOf(id), curriculum: curriculumOf(id) }, { consistent: true });
  return { course: requireAuthor(read.course, by), curriculum: read.curriculum ?? Plan.noCurriculum(id) };
}

const overtaken = () => new Failure("edited_meanwhile");

/** The course shows the sums; it is written only when they change, because every list that has it is, then, too. */
function sumSteps(course: Course, sections: Section[]): Step[] {
  const { lesson_count, duration_seconds } = Plan.totalsOf(sections);
  if (lesson_count === course.lesson_count && duration_seconds === course.duration_seconds) return [];
  const patch = Courses.patch({ id: course.id }).set({ lesson_count, duration_seconds });
  return [step(patch.params(), () => new Failure("course_not_found"))];
}

/** Writes the new order, unless another edit came between the reading and now. */
async function write({ course, curriculum }: Opened, sections: Section[], now: Date, steps: Step[] = []) {
  const { course_id, revision } = curriculum;
  const row = { course_id, sections, revision: revision + 1, updated_at: now.toISOString() };
  const put =
    revision === 0
      ? Curricula.create(row)
      : Curricula.put(row).where((present, { eq }) => eq(present.revision, revision));
  await commit([step(put.params(), overtaken), ...sumSteps(course, sections), ...steps]);
  return row;
}

export async function addSection(reference: string, { title }: { title: string }, by: Session, now: Date) {
  const opened = await open(reference, by);
  const section = { id: newId("sec", now), title, lessons: [] };
  await write(opened, Plan.withSection(opened.curriculum.sections, section), now);
  return section;
}

/** @throws Failure section_not_found */
export async function changeSection(
  reference: string,
  id: string,
  { title }: { title?: string },
  by: Session,
  now: Date,
): Promise<Section> {
  const opened = await open(reference, by);
  const { sections } = opened.curriculum;
  const section = Plan.sectionOf(sections, id);
  if (title === undefined) return section;
  await write(opened, Plan.renameSection(sections, id, title), now);
  return { ...section, title };
}

/** @throws Failure section_not_found, wrong_state while it has lessons */
export async function removeSection(reference: string, id: string, by: Session, now: Date): Promise<void> {
  const opened = await open(reference, by);
  await write(opened, Plan.withoutSection(opened.curriculum.sections, id), now);
}

/** @throws Failure section_not_found, wrong_state when there is no room */
export async function addLesson(reference: string, input: NewLesson, by: Session, now: Date) {
  const { course, curriculum } = await open(reference, by);
  const id = newId("les", now);
  const { content, steps } = await changeContent({ course_id: course.id, id }, input.kind, input, by, now);
  const { section_id, title, kind, preview, duration_seconds, drip_days } = input;
  const lesson = {
    ...{ id, title, kind, preview, duration_seconds, drip_days: drip_days ?? undefined },
    ...Plan.contentMarks(content),
  };
  const sections = Plan.withLesson(curriculum.sections, section_id, lesson);
  await write({ course, curriculum }, sections, now, [...steps, scheduleRecount(course.id, now)]);
  return { ...lesson, section_id };
}

function changedPlan(lesson: PlannedLesson, input: LessonChange): PlannedLesson {
  const { title = lesson.title, preview = lesson.preview, duration_seconds = lesson.duration_seconds } = input;
  const drip_days = input.drip_days === undefined ? lesson.drip_days : (input.drip_days ?? undefined);
  return { ...lesson, title, preview, duration_seconds, drip_days };
}

/** @throws Failure lesson_not_found */
export async function changeLesson(reference: string, id: string, input: LessonChange, by: Session, now: Date) {
  const { course, curriculum } = await open(reference, by);
  const { lesson, section } = Plan.planned(curriculum.sections, id);
  const { content, steps } = await changeContent(await readContent(course.id, id), lesson.kind, input, by, now);
  const next = { ...changedPlan(lesson, input), ...Plan.contentMarks(content) };
  await write({ course, curriculum }, Plan.replaceLesson(curriculum.sections, id, [next]), now, steps);
  return { ...next, section_id: section.id };
}

/** @throws Failure lesson_not_found */
export async function removeLesson(reference: string, id: string, by: Session, now: Date): Promise<void> {
  const opened = await open(reference, by);
  const { course, curriculum } = opened;
  const sections = Plan.replaceLesson(curriculum.sections, id, []);
  const content = await readContent(course.id, id);
  await write(opened, sections, now, [...deleteContent(content, now), scheduleRecount(course.id, now)]);
}

/** @throws Failure invalid_input unless the order has every section and every lesson exactly once */
export async function reorder(reference: string, order: NewOrder, by: Session, now: Date): Promise<Curriculum> {
  const opened = await open(reference, by);
  return write(opened, Plan.reordered(opened.curriculum.sections, order.sections), now);
}
