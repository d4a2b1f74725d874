import fc from "fast-check";
import type { Answer } from "#contract/quiz";
import { folded, grade, type Question } from "./grading";

const ids = ["a", "b", "c", "d", "e"];
const options = ids.map((id) => ({ id, text: id }));

const question = (id: string, more: Pick<Question, "kind" | "correct"> & { points?: number }): Question =>
  ({ id, text: "?", points: 1, options: more.kind.includes("e_") ? [] : options, ...more }) as Question;

/** The score of one answer to one question, in points. */
const scored = (more: Parameters<typeof question>[1], answer: Partial<Answer>): number =>
  grade([question("qst_1", more)], [{ question_id: "qst_1", ...answer }]).hundredths / 100;

describe("a single choice", () => {
  const single = { kind: "single", correct: ["b"], points: 3 } as const;

  test.each([
    [["b"], 3],
    [["b", "b"], 3],
    [["a"], 0],
    [["a", "b"], 0],
    [[], 0],
  ])("of %j is worth %d of 3", (option_ids, score) => {
    expect(scored({ ...single, correct: ["b"] }, { option_ids })).toBe(score);
  });
});

describe("a multiple choice of a, b and c", () => {
  test.each([
    [["a", "b", "c"], 3],
    [["c", "a", "b", "a"], 3],
    [["a", "b"], 2],
    [["a", "b", "d"], 1],
    [["a", "d"], 0],
    [["d", "e"], 0],
    [["a", "b", "c", "d", "e"], 1],
    [[], 0],
  ])("that is %j is worth %d of 3", (option_ids, score) => {
    expect(scored({ kind: "multiple", correct: ["a", "b", "c"], points: 3 }, { option_ids })).toBe(score);
  });

  test("is right only as a whole", () => {
    const { marks } = grade(
      [question("qst_1", { kind: "multiple", correct: ["a", "b"] })],
      [{ question_id: "qst_1", option_ids: ["a"] }],
    );
    expect(marks).toEqual([{ question_id: "qst_1", hundredths: 50, correct: false }]);
  });
});

test("a statement is true or false; left out it is neither", () => {
  const said = (value?: boolean) => scored({ kind: "true_false", correct: false }, { value });
  expect([said(false), said(true), said()]).toEqual([1, 0, 0]);
});

describe("a short text", () => {
  test.each([
    ["straße", "STRASSE"],
    ["Ｔｏｋｙｏ", "tokyo"],
    ["  New \u00a0 Delhi ", "new delhi"],
    ["cafe\u0301", "CAFÉ"],
    ["ΟΔΟΣ", "οδος"],
    ["ﬁle", "FILE"],
    ["\u200bzero\ufeff", "zero"],
    ["हिन्दी", "हिन्दी"],
  ])("%j is %j", (typed, accepted) => {
    expect(scored({ kind: "short_text", correct: ["other", accepted] }, { text: typed })).toBe(1);
  });

  test.each([
    ["resume", "résumé"],
    ["new delhi", "newdelhi"],
    ["10", "1O"],
    ["", "a"],
  ])("%j is not %j", (typed, accepted) => {
    expect(scored({ kind: "short_text", correct: [accepted] }, { text: typed })).toBe(0);
  });

  test("folded twice is folded once", () => {
    const texts = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(fc.property(texts, (text) => folded(folded(text)) === folded(text)));
  });
});

const someIds = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
const points = fc.integer({ min: 1, max: 100 });

const kinds = fc.oneof(
  fc.record({ kind: fc.constant("single" as const), correct: fc.tuple(fc.constantFrom(...ids)), points }),
  fc.record({ kind: fc.constant("multiple" as const), correct: someIds, points }),
  fc.record({ kind: fc.constant("true_false" as const), correct: fc.boolean(), points }),
  fc.record({ kind: fc.constant("short_text" as const), correct: fc.array(fc.string(), { minLength: 1 }), points }),
);

const quizzes = fc
  .array(kinds, { minLength: 1, maxLength: 20 })
  .map((all) => all.map((one, index) => question(`qst_${index}`, one)));

const right = ({ id, kind, correct }: Question): Answer => {
  if (kind === "true_false") return { question_id: id, value: correct };
  return kind === "short_text" ? { question_id: id, text: correct[0] } : { question_id: id, option_ids: correct };
};

const anything = fc.record(
  { option_ids: fc.array(fc.constantFrom(...ids, "z")), value: fc.boolean(), text: fc.string() },
  { requiredKeys: [] },
);

const attempts = quizzes.chain((questions) =>
  fc.record({
    questions: fc.constant(questions),
    answers: fc
      .subarray(questions)
      .chain((answered) => fc.tuple(...answered.map(({ id }) => anything.map((one) => ({ question_id: id, ...one }))))),
  }),
);

describe("whatever is asked and answered", () => {
  test("everything right is everything reached", () => {
    fc.assert(
      fc.property(quizzes, (questions) => {
        const { hundredths, most, percentage, marks } = grade(questions, questions.map(right));
        expect([hundredths, percentage, marks.every(({ correct }) => correct)]).toEqual([most, 100, true]);
      }),
    );
  });

  test("nothing answered is nothing reached", () => {
    fc.assert(
      fc.property(quizzes, (questions) => {
        expect(grade(questions, [])).toMatchObject({ hundredths: 0, percentage: 0 });
      }),
    );
  });

  test("the score lies between nothing and everything, and is the sum of its parts", () => {
    fc.assert(
      fc.property(attempts, ({ questions, answers }) => {
        const { hundredths, most, percentage, marks } = grade(questions, answers);
        expect(Number.isInteger(hundredths) && hundredths >= 0 && hundredths <= most).toBe(true);
        expect(percentage).toBe(Math.floor((100 * hundredths) / most));
        expect(marks.reduce((sum, mark) => sum + mark.hundredths, 0)).toBe(hundredths);
        for (const [index, mark] of marks.entries())
          expect(mark.correct).toBe(mark.hundredths === (questions[index]?.points ?? 0) * 100);
      }),
    );
  });

  test("the order of questions, answers and ticks changes nothing", () => {
    fc.assert(
      fc.property(attempts, ({ questions, answers }) => {
        const turned = answers.map((one) => ({ ...one, option_ids: one.option_ids?.toReversed() })).reverse();
        expect(grade(questions.toReversed(), turned)).toMatchObject({
          hundredths: grade(questions, answers).hundredths,
          marks: grade(questions, answers).marks.reverse(),
        });
      }),
    );
  });
});
