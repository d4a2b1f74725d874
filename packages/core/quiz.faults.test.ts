import { newQuiz } from "#contract/quiz";
import { quizFaults } from "./quiz.faults";

const options = ["a", "b", "c"].map((id) => ({ id, text: `Option ${id}` }));
const single = { kind: "single", text: "Which?", options, correct: ["a"] };

const faultsOf = (...questions: object[]): string[] =>
  quizFaults(newQuiz.parse({ pass_percentage: 50, questions })).map(({ path, message }) => `${path} ${message}`);

test("a question of each kind is taken, with what is left out filled in", () => {
  const questions = [
    single,
    { kind: "multiple", text: "Which?", options, correct: ["a", "b"], points: 3, id: "qst_0001" },
    { kind: "true_false", text: "So?", correct: false, explanation: null },
    { kind: "short_text", text: "What?", correct: ["x"] },
  ];
  const quiz = newQuiz.parse({ pass_percentage: 50, questions });
  expect(quizFaults(quiz)).toEqual([]);
  expect(quiz).toMatchObject({ max_attempts: null, time_limit_seconds: null, shuffle: false });
  expect(quiz.questions.map(({ points }) => points)).toEqual([1, 3, 1, 1]);
});

test.each<[string, object, string[]]>([
  ["two right options", { correct: ["a", "b"] }, ["correct must be exactly one option"]],
  ["a right option of nowhere", { correct: ["z"] }, ["correct must be ids of this question's options"]],
  ["one option", { options: options.slice(0, 1) }, ["options must be two at least"]],
  ["a truth for options", { correct: true }, ["correct must be ids of options"]],
  ["options of one id", { options: [options[0], options[0]] }, ["options must have different ids"]],
  ["the same option twice", { kind: "multiple", correct: ["a", "a"] }, ["correct must name each option once"]],
  ["a text for a truth", { kind: "true_false", options: [], correct: ["a"] }, ["correct must be true or false"]],
  [
    "a truth for a text",
    { kind: "short_text", options: [], correct: true },
    ["correct must be the texts that are accepted"],
  ],
  [
    "nothing for a text",
    { kind: "short_text", options: [], correct: ["\u200b"] },
    ["correct must be texts that one can see"],
  ],
  ["options for a text", { kind: "short_text" }, ["options must be empty for short_text"]],
])("%s is refused", (_what, change, faults) => {
  expect(faultsOf({ ...single, ...change })).toEqual(faults.map((fault) => `body.questions.0.${fault}`));
});

test("the faults of every question are told at once", () => {
  const faults = faultsOf({ ...single, correct: ["z"] }, single, { ...single, options: [] });
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    ...["body.questions.0.correct", "body.questions.2.options", "body.questions.2.correct"],
  ]);
});

test("two questions of one id are refused, and so are too many bytes", () => {
  const named = { ...single, id: "qst_0001" };
  expect(faultsOf(named, named)).toEqual(["body.questions must have different ids"]);
  const long = { ...single, text: "अ".repeat(2000) };
  expect(faultsOf(...Array(40).fill(long))).toEqual(["body.questions must have at most 200000 bytes altogether"]);
});
