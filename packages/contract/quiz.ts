import * as z from "zod/mini";
import { id, instant, line, maybe, text } from "./fields";

export const questionKind = z.enum(["single", "multiple", "true_false", "short_text"]);

/** A quiz and an attempt at it are one item of the table each. */
export const quizLimits = { questions: 100, options: 10, accepted: 20, bytes: 200_000 };

/** Names an option within its question; the author chooses it. */
const optionId = z.string().check(z.maxLength(40), z.regex(/^[A-Za-z0-9_-]+$/, "must be letters, digits, - or _"));

const option = z.strictObject({ id: optionId, text: text(500) });

const asked = { kind: questionKind, text: text(2000), points: z.int().check(z.minimum(1), z.maximum(100)) };

/** A question as its author writes it; that options and key go with the kind is for the domain to see. */
const newQuestion = z.strictObject({
  ...asked,
  /** Left out for a new question. */
  id: z.optional(id("qst")),
  points: z._default(asked.points, 1),
  options: z._default(z.array(option).check(z.maxLength(quizLimits.options)), []),
  /** Ids of the right options, the truth of a statement, or the texts that are accepted. */
  correct: z.union([z.boolean(), z.array(line(200)).check(z.minLength(1), z.maxLength(quizLimits.accepted))]),
  /** Told with the result. */
  explanation: z.optional(z.nullable(text(2000))),
});

const rules = {
  pass_percentage: z.int().check(z.minimum(0), z.maximum(100)),
  /** Null: as many as one likes. */
  max_attempts: z.nullable(z.int().check(z.minimum(1), z.maximum(100))),
  /** Null: no limit. */
  time_limit_seconds: z.nullable(z.int().check(z.minimum(10), z.maximum(86_400))),
  /** Questions and options in an order of each attempt's own. */
  shuffle: z.boolean(),
};

/** The whole quiz: what is saved replaces what was there. */
export const newQuiz = z.strictObject({
  ...rules,
  max_attempts: z._default(rules.max_attempts, null),
  time_limit_seconds: z._default(rules.time_limit_seconds, null),
  shuffle: z._default(rules.shuffle, false),
  questions: z.array(newQuestion).check(z.minLength(1), z.maxLength(quizLimits.questions)),
});
export type NewQuiz = z.output<typeof newQuiz>;

const shownOption = z.object({ id: z.string(), text: z.string() });
const shownQuestion = { ...asked, id: z.string(), options: z.array(shownOption) };

/** A question with its answer: for the course's author and admins alone. */
export const keyedQuestion = z.object({
  ...shownQuestion,
  correct: z.union([z.boolean(), z.array(z.string())]),
  explanation: maybe(z.string()),
});

/** A quiz as its author sees it. */
export const quiz = z.object({
  course_id: z.string(),
  lesson_id: z.string(),
  pass_percentage: z.int(),
  max_attempts: maybe(z.int()),
  time_limit_seconds: maybe(z.int()),
  shuffle: z.boolean(),
  questions: z.array(keyedQuestion),
  updated_at: instant,
});

/** A question as a learner sees it. */
export const askedQuestion = z.object(shownQuestion);

/** The answer to one question: `option_ids` to a choice, `value` to a statement, `text` to what is typed. */
export const answer = z.strictObject({
  question_id: id("qst"),
  option_ids: z.optional(z.array(optionId).check(z.maxLength(quizLimits.options))),
  value: z.optional(z.boolean()),
  text: z.optional(text(200)),
});
export type Answer = z.output<typeof answer>;

/** All answers so far: they replace those saved before. `submit` ends the attempt. */
export const attemptChange = z.strictObject({
  answers: z.array(answer).check(z.maxLength(quizLimits.questions)),
  submit: z._default(z.boolean(), false),
});
export type AttemptChange = z.output<typeof attemptChange>;

/** `expired`: its time ran out, and what was saved last counts. */
export const attemptState = z.enum(["open", "submitted", "expired"]);

const summary = {
  id: z.string(),
  /** 1 for the first. */
  number: z.int(),
  state: attemptState,
  started_at: instant,
  /** When its time runs out; null without a limit. */
  deadline: maybe(instant),
  ended_at: maybe(instant),
  pass_percentage: z.int(),
  max_score: z.number(),
  /** Null until the attempt is graded, as are the next two. */
  score: maybe(z.number()),
  /** Whole, rounded down. */
  percentage: maybe(z.int()),
  passed: maybe(z.boolean()),
};

/** An attempt as it stands in a list. */
export const attemptSummary = z.object(summary);

/** What became of one question. */
export const questionResult = z.object({
  question_id: z.string(),
  /** With all its points. */
  correct: z.boolean(),
  score: z.number(),
  explanation: maybe(z.string()),
});

const givenAnswer = z.object({
  question_id: z.string(),
  option_ids: z.optional(z.array(z.string())),
  value: z.optional(z.boolean()),
  text: z.optional(z.string()),
});

/** An attempt as it stands in its learner's own record: with what was answered and what became of it. */
export const recordedAttempt = z.extend(attemptSummary, {
  course_id: z.string(),
  lesson_id: z.string(),
  answers: z.array(givenAnswer),
  results: maybe(z.array(z.omit(questionResult, { explanation: true }))),
});

/** An attempt with its questions, never with their answers. */
export const attempt = z.object({
  ...summary,
  course_id: z.string(),
  lesson_id: z.string(),
  questions: z.array(askedQuestion),
  answers: z.array(givenAnswer),
  /** Null while it is open. */
  results: maybe(z.array(questionResult)),
});
