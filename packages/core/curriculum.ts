import { Failure } from "#contract/failure";
import { curriculumLimits, type NewOrder } from "#contract/lesson";
import type { Curriculum, LessonContent, PlannedLesson, Section } from "./curriculum.entity";

// What can be done to a curriculum, as pure functions of its sections; authoring.ts reads and writes.

/** A course's curriculum before its first edit. */
export const noCurriculum = (course_id: string): Curriculum => ({
  course_id,
  sections: [],
  revision: 0,
  updated_at: "",
});

export const lessonsOf = (sections: Section[]): PlannedLesson[] => sections.flatMap(({ lessons }) => lessons);

/** A lesson and where it stands. @throws Failure lesson_not_found */
export function planned(sections: Section[], id: string): { lesson: PlannedLesson; section: Section } {
  for (const section of sections) {
    const lesson = section.lessons.find((one) => one.id === id);
    if (lesson) return { lesson, section };
  }
  throw new Failure("lesson_not_found");
}

/** @throws Failure section_not_found */
export function sectionOf(sections: Section[], id: string): Section {
  const found = sections.find((section) => section.id === id);
  if (!found) throw new Failure("section_not_found");
  return found;
}

export const totalsOf = (sections: Section[]) => {
  const lessons = lessonsOf(sections);
  return {
    lesson_count: lessons.length,
    duration_seconds: lessons.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0),
  };
};

/** What the plan notes of a lesson's content, for its author's overview. */
export const contentMarks = ({ body, video_url, media_key, file_name }: LessonContent) => ({
  has_body: body !== undefined,
  has_video_url: video_url !== undefined,
  has_media: media_key !== undefined,
  file_name,
});

const full = (what: string) => new Failure("wrong_state", { detail: `A curriculum has at most ${what}` });

/** @throws Failure wrong_state when there is no room. */
export function withSection(sections: Section[], section: Section): Section[] {
  if (sections.length >= curriculumLimits.sections) throw full(`${curriculumLimits.sections} sections`);
  return [...sections, section];
}

/** The sections with that one changed. */
const changed = (sections: Section[], id: string, change: (section: Section) => Section): Section[] =>
  sections.map((section) => (section.id === id ? change(section) : section));

/** @throws Failure section_not_found */
export function renameSection(sections: Section[], id: string, title: string): Section[] {
  sectionOf(sections, id);
  return changed(sections, id, (section) => ({ ...section, title }));
}

/** @throws Failure section_not_found, wrong_state while it has lessons */
export function withoutSection(sections: Section[], id: string): Section[] {
  if (sectionOf(sections, id).lessons.length > 0)
    throw new Failure("wrong_state", { detail: "Move or delete the section's lessons first" });
  return sections.filter((section) => section.id !== id);
}

/** @throws Failure section_not_found, wrong_state when there is no room */
export function withLesson(sections: Section[], sectionId: string, lesson: PlannedLesson): Section[] {
  sectionOf(sections, sectionId);
  if (lessonsOf(sections).length >= curriculumLimits.lessons) throw full(`${curriculumLimits.lessons} lessons`);
  return changed(sections, sectionId, ({ lessons, ...section }) => ({ ...section, lessons: [...lessons, lesson] }));
}

/** The sections with that lesson replaced in its place, or taken out of it. */
export function replaceLesson(sections: Section[], id: string, by: PlannedLesson[]): Section[] {
  const { section } = planned(sections, id);
  return changed(sections, section.id, ({ lessons, ...rest }) => ({
    ...rest,
    lessons: lessons.flatMap((lesson) => (lesson.id === id ? by : [lesson])),
  }));
}

const disordered = (path: string) =>
  new Failure("invalid_input", {
    errors: [{ path, message: "must name every one exactly once: read the curriculum again" }],
  });

/** Everything of `by`, each once, in the order of `ids`; undefined when they don't match. */
function permuted<Row extends { id: string }>(rows: Row[], ids: string[]): Row[] | undefined {
  const left = new Map(rows.map((row) => [row.id, row]));
  const ordered = ids.flatMap((id) => {
    const row = left.get(id);
    left.delete(id);
    return row ? [row] : [];
  });
  return left.size === 0 && ordered.length === ids.length ? ordered : undefined;
}

/** @throws Failure invalid_input unless the order has every section and every lesson exactly once. */
export function reordered(sections: Section[], order: NewOrder["sections"]): Section[] {
  const placed = permuted(
    sections,
    order.map(({ id }) => id),
  );
  if (!placed) throw disordered("body.sections");
  const lessons = permuted(
    lessonsOf(sections),
    order.flatMap((section) => section.lessons),
  );
  if (!lessons) throw disordered("body.sections");
  let from = 0;
  return placed.map((section, index) => {
    const count = order[index]?.lessons.length ?? 0;
    from += count;
    return { ...section, lessons: lessons.slice(from - count, from) };
  });
}
