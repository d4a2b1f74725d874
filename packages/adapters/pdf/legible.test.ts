import { fonts, partFor, runsOf } from "./fonts";
import { legible } from "./legible";

test.each([
  ["Łukasz Żółć", "Łukasz Żółć"],
  ["e\u0301te\u0301", "été"],
  ["आशा वर्मा", "आशा वर्मा"],
  ["क्\u200dष", "क्\u200dष"],
  ["Nguyễn Thị", "Nguyen Thi"],
  ["Иван Петров", "Ivan Petrov"],
  ["张伟", "Zhang Wei"],
  ["தமிழ்", "Tmilll"],
  ["😀 Bob 🇮🇳", "Bob"],
  [" two\u2003spaces\nand\ta line ", "two spaces and a line"],
  ["\u202egnp.exe\u0000", "gnp.exe"],
  ["non\u2011breaking", "non-breaking"],
])("%j becomes %j", async (text, expected) => {
  expect(await legible(text)).toBe(expected);
});

test("a text falls into runs of one font each, and joiners stay with their letters", () => {
  const runs = runsOf("Asha Ż क\u200d्ष!");
  expect(runs.map(({ part, text }) => `${part.name}:${text}`)).toEqual([
    ...["latin:Asha ", "latin-ext:Ż", "latin: ", "devanagari:क\u200d्ष", "latin:!"],
  ]);
  expect(partFor("😀")).toBeUndefined();
  expect(fonts).toHaveLength(6);
});
