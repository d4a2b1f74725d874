import { declaration, namesIn, typeText } from "./type-text";

test.each([
  [{ type: "integer" as const, minimum: 1 }, "number"],
  [{ type: ["string" as const, "null" as const] }, "string | null"],
  [{ enum: ["a", 1, null] }, '"a" | 1 | null'],
  [{ const: "ok" }, '"ok"'],
  [{ $ref: "#/components/schemas/Order" }, "Order"],
  [{ anyOf: [{ $ref: "#/components/schemas/Payment" }, { type: "null" as const }] }, "Payment | null"],
  [{ type: "array" as const, items: { type: "string" as const } }, "string[]"],
  [{ type: "array" as const, items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
  [{ type: "object" as const, additionalProperties: false as const }, "Record<string, never>"],
  [{ type: "object" as const }, "Record<string, unknown>"],
])("%j is %s", (schema, text) => {
  expect(typeText(schema)).toBe(text);
});

test("fields that aren't required may be left out, at every depth", () => {
  const inner = { type: "object" as const, properties: { b: { type: "boolean" as const } }, required: ["b"] };
  const text = declaration("Thing", { type: "object", properties: { a: inner } });
  expect(text).toBe("export interface Thing {\n  a?: {\n    b: boolean;\n  };\n}\n");
});

test("a choice of objects is a type, and no interface", () => {
  const shapes = ["a", "b"].map((name) => ({ type: "object" as const, properties: { [name]: { const: 1 } } }));
  expect(declaration("Thing", { anyOf: shapes })).toBe("export type Thing = {\n  a?: 1;\n} | {\n  b?: 1;\n};\n");
});

test("tells which named types it needs", () => {
  const list = { type: "array" as const, items: { $ref: "#/components/schemas/Course" } };
  expect(namesIn({ type: "object", properties: { list } })).toEqual(["Course"]);
});

test("what has no type is refused rather than guessed", () => {
  expect(() => typeText({ not: {} })).toThrow("no TypeScript type");
});
