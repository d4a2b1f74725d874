import type { Fault } from "#contract/failure";
import { type NewQuiz, quizLimits } from "#contract/quiz";
import { folded } from "./grading";

type NewQuestion = NewQuiz["questions"][number];

type Faults = [path: string, message: string][];

const twice = (values: readonly string[]): boolean => new Set(values).size < values.length;

function faultsOfChoice({ kind, options, correct }: NewQuestion): Faults {
  const ids = options.map(({ id }) => id);
  const faults: Faults = [];
  if (options.length < 2) faults.push(["options", "must be two at least"]);
  if (twice(ids)) faults.push(["options", "must have different ids"]);
  if (!Array.isArray(correct)) return [...faults, ["correct", "must be ids of options"]];
  if (!correct.every((one) => ids.includes(one))) faults.push(["correct", "must be ids of this question's options"]);
  if (twice(correct)) faults.push(["correct", "must name each option once"]);
  if (kind === "single" && correct.length !== 1) faults.push(["correct", "must be exactly one option"]);
  return faults;
}

const optionless = ({ kind, options }: NewQuestion): Faults =>
  options.length > 0 ? [["options", `must be empty for ${kind}`]] : [];

function faultsOfTexts(question: NewQuestion): Faults {
  const { correct } = question;
  if (!Array.isArray(correct)) return [...optionless(question), ["correct", "must be the texts that are accepted"]];
  // What is compared is what is left of it: see grading.ts.
  const empty = correct.some((text) => folded(text) === "");
  return [
    ...optionless(question),
    ...(empty ? [["correct", "must be texts that one can see"] as [string, string]] : []),
  ];
}

function faultsOf(question: NewQuestion): Faults {
  switch (question.kind) {
    case "single":
    case "multiple":
      return faultsOfChoice(question);
    case "short_text":
      return faultsOfTexts(question);
    case "true_false":
      if (typeof question.correct === "boolean") return optionless(question);
      return [...optionless(question), ["correct", "must be true or false"]];
  }
}

/** Everything that doesn't go together in a quiz, at once. */
export function quizFaults({ questions }: NewQuiz): Fault[] {
  const found = questions.flatMap((question, index): Fault[] =>
    faultsOf(question).map(([path, message]) => ({ path: `body.questions.${index}.${path}`, message })),
  );
  const whole = (message: string): Fault => ({ path: "body.questions", message });
  if (twice(questions.flatMap(({ id }) => id ?? []))) found.push(whole("must have different ids"));
  if (Buffer.byteLength(JSON.stringify(questions)) > quizLimits.bytes)
    found.push(whole(`must have at most ${quizLimits.bytes} bytes altogether`));
  return found;
}
