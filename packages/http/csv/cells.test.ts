import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { cellOf, inert } from "./cells";

const formulas = [
  ...["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")'],
  ...["＝1", "＋1", "－1", "＠A1", "-cmd|x", "+91 98765 43210", "--1", "-", "="],
];

test.each(formulas)("%j is a text to every spreadsheet, and comes back whole", (text) => {
  const [[cell = ""] = []] = parse(stringify([[cellOf(text)]]));
  expect(cell).toBe(`'${text}`);
});

test.each(["-5", "-0.25", "1499.00", "Asha", "a=b", "a-b", "", "'quoted'", "₹5"])("%j stays as it is", (text) => {
  expect(cellOf(text)).toBe(text);
});

test("whatever a text holds, its cell begins no formula", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const cell = inert(text);
      expect(/^[=+\-@\t\r\n＝＋－＠]/u.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)).toBe(false);
      expect([text, `'${text}`]).toContain(cell);
    }),
  );
});

test.each<[unknown, string]>([
  [null, ""],
  [undefined, ""],
  [-12.5, "-12.5"],
  [true, "true"],
  [["a", "b"], "a; b"],
  [["=a", "b"], "'=a; b"],
  [{ from: "a" }, '{"from":"a"}'],
  [[], ""],
])("%j is written as %j", (value, cell) => {
  expect(cellOf(value)).toBe(cell);
});
