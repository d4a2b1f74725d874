import fc from "fast-check";
import { curriculumLimits } from "#contract/lesson";
import {
  lessonsOf,
  planned,
  renameSection,
  reordered,
  replaceLesson,
  totalsOf,
  withLesson,
  withoutSection,
  withSection,
} from "./curriculum";
import type { PlannedLesson, Section } from "./curriculum.entity";

const newLesson = (id: string, overrides: Partial<PlannedLesson> = {}): PlannedLesson => ({
  ...{ id, title: id, kind: "text", preview: false, duration_seconds: 60 },
  ...{ has_body: true, has_video_url: false, has_media: false },
  ...overrides,
});

/** `plan("ab", "c")`: two sections, of two lessons and one. */
const plan = (...sections: string[]): Section[] =>
  sections.map((lessons, index) => ({
    ...{ id: `s${index}`, title: `Section ${index}`, lessons: [...lessons].map((id) => newLesson(id)) },
  }));

const shape = (sections: Section[]): string =>
  sections.map(({ id, lessons }) => `${id}:${lessons.map((one) => one.id).join("")}`).join(" ");

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test("a lesson is put behind the others of its section", () => {
  expect(shape(withLesson(plan("ab", "c"), "s0", newLesson("d")))).toBe("s0:abd s1:c");
  expect(codeOf(() => withLesson(plan("a"), "s9", newLesson("d")))).toBe("section_not_found");
});

test("a lesson is replaced where it stands, and taken out", () => {
  const [first] = replaceLesson(plan("abc"), "b", [newLesson("b", { title: "Renamed" })]);
  expect(first?.lessons.map(({ title }) => title)).toEqual(["a", "Renamed", "c"]);
  expect(shape(replaceLesson(plan("abc", "d"), "b", []))).toBe("s0:ac s1:d");
  expect(codeOf(() => replaceLesson(plan("abc"), "z", []))).toBe("lesson_not_found");
});

test("a section goes only when it is empty", () => {
  expect(shape(withoutSection(plan("ab", ""), "s1"))).toBe("s0:ab");
  expect(codeOf(() => withoutSection(plan("ab"), "s0"))).toBe("wrong_state");
  expect(codeOf(() => withoutSection(plan("ab"), "s1"))).toBe("section_not_found");
  expect(codeOf(() => renameSection(plan("ab"), "s1", "New"))).toBe("section_not_found");
});

test("a curriculum takes as many sections and lessons as it is limited to, and not one more", () => {
  const sections = plan(...Array<string>(curriculumLimits.sections - 1).fill(""));
  const fullOfSections = withSection(sections, { id: "last", title: "Last", lessons: [] });
  expect(codeOf(() => withSection(fullOfSections, { id: "more", title: "More", lessons: [] }))).toBe("wrong_state");
  const lessons = Array.from({ length: curriculumLimits.lessons - 1 }, (_, n) => newLesson(`${n}`));
  const fullOfLessons = withLesson([{ id: "s0", title: "All", lessons }], "s0", newLesson("last"));
  expect(codeOf(() => withLesson(fullOfLessons, "s0", newLesson("more")))).toBe("wrong_state");
});

test("totals are the sums over all sections", () => {
  expect(totalsOf(plan("ab", "", "c"))).toEqual({ lesson_count: 3, duration_seconds: 180 });
});

test("an order that misses one, doubles one or brings a stranger is refused", () => {
  const sections = plan("ab", "c");
  const order = (...parts: [id: string, lessons: string][]) =>
    parts.map(([id, lessons]) => ({ id, lessons: [...lessons] }));
  const wrong = [
    order(["s0", "ab"], ["s1", ""]),
    order(["s0", "ab"], ["s1", "cc"]),
    order(["s0", "ab"], ["s1", "cz"]),
    order(["s0", "aa"], ["s1", "c"]),
    order(["s0", "abc"]),
    order(["s0", "ab"], ["s0", "c"]),
    order(["s0", "ab"], ["s1", "c"], ["s2", ""]),
    [],
  ];
  expect(wrong.map((one) => codeOf(() => reordered(sections, one)))).toEqual(wrong.map(() => "invalid_input"));
});

test("any permutation, across sections too, is taken as it is given and loses nothing", () => {
  const letters = "abcdefgh";
  const sections = plan("abc", "", "defgh", "");
  const cuts = fc.array(fc.nat(letters.length), { minLength: 3, maxLength: 3 });
  const ids = fc.shuffledSubarray(["s0", "s1", "s2", "s3"], { minLength: 4 });
  const order = fc
    .tuple(fc.shuffledSubarray([...letters], { minLength: letters.length }), cuts, ids)
    .map(([shuffled, where, order]) => {
      const bounds = [0, ...where.toSorted((a, b) => a - b), letters.length];
      return order.map((id, index) => ({ id, lessons: shuffled.slice(bounds[index], bounds[index + 1]) }));
    });
  fc.assert(
    fc.property(order, (given) => {
      const result = reordered(sections, given);
      expect(result.map(({ id, lessons }) => ({ id, lessons: lessons.map((lesson) => lesson.id) }))).toEqual(given);
      for (const lesson of lessonsOf(sections)) expect(planned(result, lesson.id).lesson).toEqual(lesson);
    }),
  );
});
