import type { z } from "zod/mini";
import type { newQuiz } from "#contract/quiz";

const options = (...texts: string[]) => texts.map((text, index) => ({ id: "abcd".charAt(index), text }));

/** The quizzes of a fresh copy, by the titles of their lessons: one of each kind of question. */
export const quizzes: Record<string, z.input<typeof newQuiz>> = {
  "What do you remember?": {
    ...{ pass_percentage: 60, max_attempts: 5, time_limit_seconds: 600, shuffle: true },
    questions: [
      {
        ...{ kind: "single", text: "What is a branch?", points: 2, correct: ["b"] },
        options: options("A copy of all files", "A name for a commit", "A folder on the server"),
        explanation: "Forty hexadecimal digits in a file. Making one costs nothing.",
      },
      {
        ...{ kind: "multiple", text: "What does a commit hold?", points: 2, correct: ["a", "c"] },
        options: options("Its parents", "Your password", "Its author and message"),
      },
      {
        kind: "true_false",
        text: "What was committed can be found again for a while, even after a reset.",
        correct: true,
      },
      {
        ...{ kind: "short_text", text: "Which command shows where you have been?", correct: ["git reflog", "reflog"] },
        explanation: "git reflog remembers for 90 days.",
      },
    ],
  },
};
