import type { Migration, Row } from "#adapters/migrations/migration";

let rewriteOf: typeof import("./rewrite").rewriteOf;
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  ({ rewriteOf } = await import("./rewrite"));
});

const row = { pk: "course#1", sk: "course", __edb_e__: "course", title: "Algebra", level: "beginner", enrollments: 3 };

const migrating = (change: Migration["change"]): Migration => ({ id: "m", about: "", entities: ["course"], change });

/** What is demanded of a row and what is written, with names and values filled in. */
function told(change: Migration["change"], of: Row = row) {
  const rewrite = rewriteOf(migrating(change), of);
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = rewrite ?? {};
  const filled = (text: string) =>
    text.replace(/#n\d+/g, (name) => names[name] ?? "").replace(/:v\d+/g, (value) => JSON.stringify(values[value]));
  return { update: filled(rewrite?.UpdateExpression ?? ""), condition: filled(rewrite?.ConditionExpression ?? "") };
}

test("a row that has today's shape is not written", () => {
  expect(
    rewriteOf(
      migrating(() => undefined),
      row,
    ),
  ).toBeUndefined();
});

test("what the change looks at must not have changed, and what it lacks must be lacking still", () => {
  const { update, condition } = told(({ level, language }) => ({ set: { language: language ?? `of ${level}` } }));
  expect(update).toBe('SET language = "of beginner"');
  expect(condition).toBe('attribute_exists(pk) AND level = "beginner" AND attribute_not_exists(language)');
});

test("nor may what is written, looked at or not", () => {
  const { update, condition } = told(() => ({ set: { enrollments: 0 }, remove: ["title"] }));
  expect(update).toBe("SET enrollments = 0 REMOVE title");
  expect(condition).toBe('attribute_exists(pk) AND enrollments = 3 AND title = "Algebra"');
});

test("asking whether there is an attribute is looking at it", () => {
  expect(told((row) => ("language" in row ? undefined : { remove: ["level"] })).condition).toBe(
    'attribute_exists(pk) AND attribute_not_exists(language) AND level = "beginner"',
  );
});

test("a change that takes a row as a whole is refused: nobody could say what it follows from", () => {
  expect(() =>
    rewriteOf(
      migrating(({ title, ...rest }) => ({ set: rest })),
      row,
    ),
  ).toThrow("names the attributes");
});

test("a row's own key stays", () => {
  expect(() =>
    rewriteOf(
      migrating(() => ({ set: { sk: "other" } })),
      row,
    ),
  ).toThrow("own key");
});
