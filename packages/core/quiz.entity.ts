import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { wanted } from "./batch";
import type { Question } from "./grading";

/** The quiz of a lesson, with its key: only its author reads this row, and whoever makes a paper of it. */
export const Quizzes = new Entity(
  {
    model: { service: "iq", entity: "quiz", version: "1" },
    attributes: {
      course_id: { type: "string", required: true },
      lesson_id: { type: "string", required: true },
      /** Of 100, to pass. */
      pass_percentage: { type: "number", required: true },
      max_attempts: { type: "number" },
      time_limit_seconds: { type: "number" },
      shuffle: { type: "boolean", required: true },
      questions: { type: CustomAttributeType<Question[]>("any"), required: true },
      /** Counts the edits: one is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["course_id"], template: "course#${course_id}", casing: "none" },
        sk: { field: "sk", composite: ["lesson_id"], template: "quiz#${lesson_id}", casing: "none" },
      },
    },
  },
  store,
);
export type Quiz = EntityItem<typeof Quizzes>;

export const quizOf = (course_id: string, lesson_id: string) =>
  wanted(Quizzes.get({ course_id, lesson_id }).params(), (Item) => Quizzes.parse({ Item }));
