import { day, filled } from "./wording";

const facts = { name: "Asha Rao", course: "Algebra", date: "23 November 2026", code: "IQ-0000-0000-0000" };

const read = (wording: string, given = facts): string =>
  filled(wording, given)
    .map(({ text }) => text)
    .join("");

test("every placeholder gets its fact, as often as it stands there", () => {
  expect(read("{{name}} did {{ course }} on {{date}} ({{code}}), {{name}}!")).toBe(
    "Asha Rao did Algebra on 23 November 2026 (IQ-0000-0000-0000), Asha Rao!",
  );
  expect(filled("To {{name}}", facts)).toEqual([{ text: "To " }, { text: "Asha Rao", fact: "name" }]);
});

test.each(["{{grade}}", "{{toString}}", "{{__proto__}}", "{name}", "{{name", "{{{{}}}}", "No placeholder"])(
  "%j stays as it is written",
  (wording) => {
    expect(read(wording)).toBe(wording);
  },
);

test("a name that looks like a placeholder is no placeholder", () => {
  expect(read("{{name}} {{course}}", { ...facts, name: "{{code}}" })).toBe("{{code}} Algebra");
});

test("the day is India's", () => {
  expect([day("2026-11-23T18:29:59Z"), day("2026-11-23T18:30:00Z")]).toEqual(["23 November 2026", "24 November 2026"]);
});
