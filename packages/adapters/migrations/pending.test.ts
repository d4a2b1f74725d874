import { readdirSync } from "node:fs";
import { reshaped } from "./migration";
import { migrations } from "./pending";

const files = readdirSync(import.meta.dirname).filter((name) => /^\d{4}-/.test(name));

test("every migration is called as its file is, and all of them are on the list, in order", () => {
  expect(migrations.map(({ id }) => `${id}.ts`)).toEqual(files.toSorted());
});

test("courses without sums say that they have nothing, and those that have some keep them", () => {
  const change = migrations.find(({ id }) => id === "2026-11-course-totals")?.change;
  expect(change?.({ title: "New" })).toEqual({ set: { lesson_count: 0, duration_seconds: 0 } });
  expect(change?.({ lesson_count: 4 })).toEqual({ set: { lesson_count: 4, duration_seconds: 0 } });
  expect(change?.({ lesson_count: 4, duration_seconds: 90 })).toBeUndefined();
});

test("a row changed once has today's shape", () => {
  for (const { change } of migrations) {
    const once = reshaped({}, change({}) ?? {});
    expect(change(once)).toBeUndefined();
  }
});
