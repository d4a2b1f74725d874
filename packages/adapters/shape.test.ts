import { inTodaysShape } from "./shape";

const old = { pk: "course#1", sk: "course", __edb_e__: "course", title: "Algebra" };

test("an old row is read as it would be written today", () => {
  expect(inTodaysShape(old)).toEqual({ ...old, lesson_count: 0, duration_seconds: 0 });
});

test("a row of today is itself, and so is one of another kind", () => {
  const today = { ...old, lesson_count: 2, duration_seconds: 60 };
  const other = { ...old, __edb_e__: "event" };
  expect(inTodaysShape(today)).toBe(today);
  expect(inTodaysShape(other)).toBe(other);
});
