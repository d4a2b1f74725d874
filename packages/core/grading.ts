import type { Answer } from "#contract/quiz";

interface Option {
  id: string;
  text: string;
}

interface Asked {
  id: string;
  text: string;
  /** A whole number. */
  points: number;
  options: Option[];
  explanation?: string;
}

/** A question with its key. */
export type Question = Asked &
  (
    | { kind: "single" | "multiple"; correct: string[] }
    | { kind: "true_false"; correct: boolean }
    | { kind: "short_text"; correct: string[] }
  );

/** What became of one question; the score in hundredths of a point, so that sums are exact. */
export interface Mark {
  question_id: string;
  hundredths: number;
  /** With all its points. */
  correct: boolean;
}

export interface Grade {
  marks: Mark[];
  /** Hundredths of points reached, and there to reach. */
  hundredths: number;
  most: number;
  /** Whole, rounded down: nobody reads 80 who has failed at 80. */
  percentage: number;
}

/** Spaces without width, and what joins letters without being one. */
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;

/**
 * A typed text as it is compared: without regard to case, to how its characters are composed or how wide they are, and
 * to spaces at its ends or in numbers. Upper case comes first, because it is where ß and ss, σ and ς meet.
 */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(invisible, "")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .trim();

/**
 * The part of a choice that is right: each right option counts for its share, each wrong one takes as much away, and
 * nothing falls below nothing. Ticking everything is worth no more than knowing nothing.
 */
function partOf(correct: string[], chosen: string[]): number {
  const ticked = [...new Set(chosen)];
  const right = ticked.filter((id) => correct.includes(id)).length;
  return Math.max(0, right - (ticked.length - right)) / correct.length;
}

const sameSet = (a: string[], b: string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));

/** 0 to 1. */
function partRight(question: Question, answer: Answer | undefined): number {
  if (!answer) return 0;
  const { option_ids = [], value, text = "" } = answer;
  switch (question.kind) {
    case "single":
      return Number(sameSet(question.correct, option_ids));
    case "multiple":
      return partOf(question.correct, option_ids);
    case "true_false":
      return Number(value === question.correct);
    case "short_text":
      return Number(question.correct.some((accepted) => folded(accepted) === folded(text)));
  }
}

function markOf(question: Question, answer: Answer | undefined): Mark {
  const part = partRight(question, answer);
  return { question_id: question.id, hundredths: Math.round(part * 100 * question.points), correct: part === 1 };
}

export const mostHundredths = (questions: Pick<Question, "points">[]): number =>
  100 * questions.reduce((sum, { points }) => sum + points, 0);

/** Grades answers, in whatever order they come; a question without one earns nothing. */
export function grade(questions: Question[], answers: Answer[]): Grade {
  const given = new Map(answers.map((answer) => [answer.question_id, answer]));
  const marks = questions.map((question) => markOf(question, given.get(question.id)));
  const hundredths = marks.reduce((sum, mark) => sum + mark.hundredths, 0);
  const most = mostHundredths(questions);
  return { marks, hundredths, most, percentage: Math.floor((100 * hundredths) / most) };
}
