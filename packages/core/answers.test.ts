import type { Answer } from "#contract/quiz";
import { requireAnswerable } from "./answers";
import type { Question } from "./grading";

const asked = { text: "?", points: 1, options: [] };
const options = ["a", "b"].map((id) => ({ id, text: id }));
const questions: Question[] = [
  { ...asked, id: "qst_single", kind: "single", options, correct: ["a"] },
  { ...asked, id: "qst_multiple", kind: "multiple", options, correct: ["a", "b"] },
  { ...asked, id: "qst_statement", kind: "true_false", correct: true },
  { ...asked, id: "qst_text", kind: "short_text", correct: ["x"] },
];

function faults(answers: Answer[]): string[] {
  try {
    requireAnswerable(questions, answers);
    return [];
  } catch (error) {
    return (error as { errors: { path: string }[] }).errors.map(({ path }) => path.replace("body.answers.", ""));
  }
}

test("answers that fit their questions are taken, and any may be missing", () => {
  const fitting: Answer[] = [
    { question_id: "qst_single", option_ids: ["b"] },
    { question_id: "qst_multiple", option_ids: [] },
    { question_id: "qst_statement", value: false },
    { question_id: "qst_text", text: "y" },
  ];
  expect([faults(fitting), faults([]), faults([{ question_id: "qst_single" }])]).toEqual([[], [], []]);
});

test("everything that doesn't fit is told at once", () => {
  const wrong: Answer[] = [
    { question_id: "qst_single", option_ids: ["a", "b"] },
    { question_id: "qst_multiple", option_ids: ["a", "z"], text: "a" },
    { question_id: "qst_statement", option_ids: ["a"] },
    { question_id: "qst_text", value: true },
    { question_id: "qst_unknown", text: "x" },
    { question_id: "qst_text", text: "again" },
  ];
  expect(faults(wrong)).toEqual([
    ...["0.option_ids", "1.text", "1.option_ids", "2.option_ids", "3.value"],
    ...["4.question_id", "5.question_id"],
  ]);
});
