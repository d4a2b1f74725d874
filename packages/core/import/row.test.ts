import * as z from "zod/mini";
import { courseLine } from "#contract/course";
import { newUser } from "#contract/user";
import { columnsOf, parseLine } from "./row";

const line = (fields: Record<string, string>, surplus = 0) => ({ line: 2, fields, surplus });

test("the columns are the fields of the schema, and those without a default must be there", () => {
  expect(columnsOf(newUser)).toEqual({ known: ["name", "email", "role", "phone"], required: ["name", "email"] });
  expect(columnsOf(courseLine).required).toEqual(["title", "price"]);
});

test("numbers are numbers, and empty cells are nothing", () => {
  const parsed = parseLine(courseLine, line({ title: " Algebra ", price: " 499.50 ", level: "", description: "" }));
  expect(parsed).toMatchObject({ row: { title: "Algebra", price: 499.5, level: "beginner", currency: "INR" } });
  expect(parsed).not.toHaveProperty("row.description");
});

test("booleans are booleans", () => {
  const schema = z.object({ on: z.boolean() });
  expect(parseLine(schema, line({ on: "TRUE" }))).toEqual({ row: { on: true } });
});

test.each(["1e3", "0x10", "Infinity", "₹499", "1,499", "--1"])("%s is no number", (price) => {
  expect(parseLine(courseLine, line({ title: "A", price }))).toMatchObject({ errors: [{ path: "price" }] });
});

test("everything that is wrong with a line is told at once", () => {
  const parsed = parseLine(newUser, line({ name: "", email: "x", role: "king", phone: "" }, 1));
  expect("errors" in parsed && parsed.errors.map(({ path }) => path)).toEqual(["name", "email", "role", ""]);
});
