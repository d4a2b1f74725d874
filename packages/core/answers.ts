import { Failure, type Fault } from "#contract/failure";
import type { Answer } from "#contract/quiz";
import type { Question } from "./grading";

/** The field that an answer to each kind of question has, and the only one. */
const fieldOf = { single: "option_ids", multiple: "option_ids", true_false: "value", short_text: "text" } as const;

const fields = ["option_ids", "value", "text"] as const;

function faultsOf(question: Question, answer: Answer): [path: string, message: string][] {
  const wanted = fieldOf[question.kind];
  const strange = fields.filter((field) => field !== wanted && answer[field] !== undefined);
  const { option_ids = [] } = answer;
  const known = option_ids.every((id) => question.options.some((option) => option.id === id));
  return [
    ...strange.map((field): [string, string] => [field, `is not for a question of the kind ${question.kind}`]),
    ...(known || wanted !== "option_ids"
      ? []
      : [["option_ids", "must be options of this question"] as [string, string]]),
    ...(question.kind === "single" && option_ids.length > 1 ? [["option_ids", "must be one"] as [string, string]] : []),
  ];
}

/** @throws Failure invalid_input with every answer that doesn't fit its question */
export function requireAnswerable(questions: Question[], answers: Answer[]): void {
  const left = new Map(questions.map((question) => [question.id, question]));
  const errors = answers.flatMap((answer, index): Fault[] => {
    const question = left.get(answer.question_id);
    left.delete(answer.question_id);
    const faults: [string, string][] = question
      ? faultsOf(question, answer)
      : [["question_id", "must be a question of this attempt, answered once"]];
    return faults.map(([path, message]) => ({ path: `body.answers.${index}.${path}`, message }));
  });
  if (errors.length > 0) throw new Failure("invalid_input", { errors });
}
