import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import type { Answer } from "#contract/quiz";
import { wanted } from "./batch";
import type { Mark, Question } from "./grading";

/** A learner's attempt at a quiz: its rules as they were when it began, what was answered, and what became of it. */
export const QuizAttempts = new Entity(
  {
    model: { service: "iq", entity: "attempt", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      lesson_id: { type: "string", required: true },
      id: { type: "string", required: true },
      number: { type: "number", required: true },
      state: { type: ["open", "submitted", "expired"] as const, required: true },
      pass_percentage: { type: "number", required: true },
      started_at: { type: "string", required: true },
      deadline: { type: "string" },
      ended_at: { type: "string" },
      answers: { type: CustomAttributeType<Answer[]>("any"), required: true },
      /** Counts the savings: what is graded is what was read. */
      revision: { type: "number", required: true },
      /** Hundredths of points. */
      most: { type: "number", required: true },
      hundredths: { type: "number" },
      percentage: { type: "number" },
      passed: { type: "boolean" },
      marks: { type: CustomAttributeType<Mark[]>("any") },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: {
          field: "sk",
          composite: ["course_id", "lesson_id", "id"],
          template: "attempt#${course_id}#${lesson_id}#${id}",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type QuizAttempt = EntityItem<typeof QuizAttempts>;

/**
 * How many attempts there are, and which one is open: one more row of their list, at its end where reading begins.
 * Every beginning and every end goes through it, so that no two attempts are open at once.
 */
export const AttemptTallies = new Entity(
  {
    model: { service: "iq", entity: "attempt-tally", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      lesson_id: { type: "string", required: true },
      sentinel: { type: "boolean", required: true, default: true },
      total: { type: "number", required: true },
      open: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: {
          field: "sk",
          composite: ["course_id", "lesson_id"],
          template: "attempt#${course_id}#${lesson_id}#~",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type AttemptTally = EntityItem<typeof AttemptTallies>;

/**
 * The questions of one attempt in its own order, with their key, as the quiz was when it began. A row apart from the
 * attempt's: it never changes, and no list reads it.
 */
export const Papers = new Entity(
  {
    model: { service: "iq", entity: "paper", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      attempt_id: { type: "string", required: true },
      questions: { type: CustomAttributeType<Question[]>("any"), required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["attempt_id"], template: "paper#${attempt_id}", casing: "none" },
      },
    },
  },
  store,
);
export type Paper = EntityItem<typeof Papers>;

/** Whose attempts, and at which quiz. */
export interface Desk {
  user_id: string;
  course_id: string;
  lesson_id: string;
}

export const attemptOf = (desk: Desk, id: string) =>
  wanted(QuizAttempts.get({ ...desk, id }).params(), (Item) => QuizAttempts.parse({ Item }));

export const tallyOf = (desk: Desk) =>
  wanted(AttemptTallies.get(desk).params(), (Item) => AttemptTallies.parse({ Item }));

export const paperOf = ({ user_id }: Desk, attempt_id: string) =>
  wanted(Papers.get({ user_id, attempt_id }).params(), (Item) => Papers.parse({ Item }));
