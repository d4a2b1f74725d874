import fc from "fast-check";
import type { PlannedLesson } from "./curriculum.entity";
import type { Enrollment } from "./enrollment.entity";
import type { Standing } from "./progress";

let progress: typeof import("./progress");
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  progress = await import("./progress");
});

const enrolledAt = "2026-01-01T00:00:00.000Z";
const day = 24 * 3600 * 1000;
const after = (days: number, milliseconds = 0): Date => new Date(Date.parse(enrolledAt) + days * day + milliseconds);

const newLesson = (id: string, overrides: Partial<PlannedLesson> = {}): PlannedLesson => ({
  ...{ id, title: id, kind: "text", preview: false, duration_seconds: 60 },
  ...{ has_body: true, has_video_url: false, has_media: false },
  ...overrides,
});

const newStanding = (
  lessons: PlannedLesson[],
  completed: string[] = [],
  { enrollment = {}, row = {} }: { enrollment?: Partial<Enrollment>; row?: Partial<Standing["row"]> } = {},
): Standing => ({
  lessons,
  enrollment: {
    ...{ user_id: "u", course_id: "c", enrollment_date: enrolledAt, since: enrolledAt, progress_percentage: 0 },
    ...{ status: "active", certificate_issued: false, history: [], revision: 1 },
    ...{ course_title: "Graphs", user_name: "Asha", user_email: "asha@example.com", ...enrollment },
  },
  row: {
    ...{ user_id: "u", course_id: "c", positions: {}, stamp: 1 },
    completed: Object.fromEntries(completed.map((id) => [id, enrolledAt])),
    ...row,
  },
});

test("the percentage is that of the lessons there are now, rounded down", () => {
  const lessons = ["a", "b", "c"].map((id) => newLesson(id));
  expect(progress.percentageOf(newStanding(lessons))).toBe(0);
  expect(progress.percentageOf(newStanding(lessons, ["a", "b"]))).toBe(66);
  expect(progress.percentageOf(newStanding(lessons, ["a", "gone", "gone too"]))).toBe(33);
  expect(progress.percentageOf(newStanding(lessons, ["a", "b", "c"]))).toBe(100);
  expect(progress.percentageOf(newStanding([], ["a"]))).toBe(0);
});

test("the percentage is within 0 and 100, 100 only with every lesson, and for good once the course is completed", () => {
  const ids = fc.uniqueArray(fc.nat(300).map(String), { maxLength: 200 });
  fc.assert(
    fc.property(ids, ids, fc.boolean(), (present, done, finished) => {
      const enrollment = finished ? { completion_date: enrolledAt } : {};
      const standing = newStanding(
        present.map((id) => newLesson(id)),
        done,
        { enrollment },
      );
      const percentage = progress.percentageOf(standing);
      const whole = present.length > 0 && present.every((id) => done.includes(id));
      expect(percentage).toBeGreaterThanOrEqual(0);
      expect(percentage === 100).toBe(whole || finished);
      expect(Number.isInteger(percentage)).toBe(true);
    }),
  );
});

test("a lesson opens when its days since the enrollment have passed, to the millisecond", () => {
  const [late] = [newLesson("a", { drip_days: 7 })];
  const standing = newStanding([late]);
  expect(() => progress.requireOpen(late, standing, after(7, -1))).toThrow("2026-01-08T00:00:00.000Z");
  expect(() => progress.requireOpen(late, standing, after(7))).not.toThrow();
});

test("a preview, and what was completed before its drip was set, are never locked", () => {
  const [preview, completed] = [newLesson("a", { drip_days: 7, preview: true }), newLesson("b", { drip_days: 7 })];
  const standing = newStanding([preview, completed], ["b"]);
  for (const lesson of [preview, completed])
    expect(() => progress.requireOpen(lesson, standing, after(0))).not.toThrow();
});

test("one goes on in the lesson touched last, else in the first open one that isn't completed", () => {
  const lessons = [newLesson("a"), newLesson("b"), newLesson("c", { drip_days: 3 })];
  const resume = (completed: string[], latest: string | undefined, now: Date) =>
    progress.progressView(newStanding(lessons, completed, { row: { latest, positions: { b: 42 } } }), now).resume;
  expect(resume([], "b", after(0))).toEqual({ lesson_id: "b", position_seconds: 42 });
  expect(resume(["b"], "b", after(0))).toEqual({ lesson_id: "a", position_seconds: 0 });
  expect(resume(["a", "b"], "b", after(0))).toBeNull();
  expect(resume(["a", "b"], "b", after(3))).toEqual({ lesson_id: "c", position_seconds: 0 });
  expect(resume([], "gone", after(0))).toEqual({ lesson_id: "a", position_seconds: 0 });
});
