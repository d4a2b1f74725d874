import { learning } from "#contract/learning";
import * as Authoring from "#core/authoring";
import { saveProgress } from "#core/completion";
import * as Lesson from "#core/lesson";
import { readProgress } from "#core/progress";
import { serve } from "#http/serve";

export const handler = serve(learning, {
  outline: async ({ params }) => ({ outline: await Lesson.outline(params.id) }),
  preview: async ({ params, now }) => ({ lesson: await Lesson.preview(params.id, params.lessonId, now) }),
  lesson: async ({ params, session, now }) => ({
    lesson: await Lesson.find(params.id, params.lessonId, session, now),
  }),
  progress: async ({ params, session, now }) => ({ progress: await readProgress(params.id, session, now) }),
  saveProgress: async ({ params, body, session, now }) => ({
    message: "Progress saved",
    progress: await saveProgress(params.id, params.lessonId, body, session, now),
  }),
  curriculum: async ({ params, session }) => ({
    curriculum: Lesson.curriculumView((await Authoring.open(params.id, session)).curriculum),
  }),
  addSection: async ({ params, body, session, now }) => ({
    message: "Section added",
    section: await Authoring.addSection(params.id, body, session, now),
  }),
  changeSection: async ({ params, body, session, now }) => ({
    message: "Section updated",
    section: await Authoring.changeSection(params.id, params.sectionId, body, session, now),
  }),
  removeSection: async ({ params, session, now }) => {
    await Authoring.removeSection(params.id, params.sectionId, session, now);
    return { message: "Section deleted" };
  },
  addLesson: async ({ params, body, session, now }) => ({
    message: "Lesson added",
    lesson: await Authoring.addLesson(params.id, body, session, now),
  }),
  changeLesson: async ({ params, body, session, now }) => ({
    message: "Lesson updated",
    lesson: await Authoring.changeLesson(params.id, params.lessonId, body, session, now),
  }),
  removeLesson: async ({ params, session, now }) => {
    await Authoring.removeLesson(params.id, params.lessonId, session, now);
    return { message: "Lesson deleted" };
  },
  reorder: async ({ params, body, session, now }) => ({
    message: "Order saved",
    curriculum: Lesson.curriculumView(await Authoring.reorder(params.id, body, session, now)),
  }),
});
