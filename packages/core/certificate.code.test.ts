import fc from "fast-check";
import { codeFrom, newCode } from "./certificate.code";

test("a code is made of letters that nobody mistakes, and never the same twice", () => {
  const codes = Array.from({ length: 1000 }, newCode);
  expect(new Set(codes).size).toBe(1000);
  for (const code of codes) expect(code).toMatch(/^IQ(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  expect(new Set(codes.join("")).size).toBe(32 + "IQ-".length - 1);
});

test("a code is known however it is typed", () => {
  const ways: ((code: string) => string)[] = [
    (code) => code,
    (code) => code.toLowerCase(),
    (code) => code.replaceAll("-", ""),
    (code) => code.slice(3),
    (code) => code.slice(3).replaceAll("-", "_").toLowerCase(),
    (code) => `IQ-${code.slice(3).replaceAll("0", "o").replaceAll("1", "l")}`,
    (code) => `IQ-${code.slice(3).replaceAll("0", "O").replaceAll("1", "I")}`,
  ];
  for (let one = 0; one < 200; one++) {
    const code = newCode();
    expect(ways.map((way) => codeFrom(way(code)))).toEqual(ways.map(() => code));
  }
});

test.each(["", "IQ-7F3K-9QWD-2M8", "IQ-7F3K-9QWD-2M8XX", "IQ-7F3K-9QWD-2M8U", "__proto__", "ÍQ7F3K9QWD2M8X!"])(
  "%j can't be a code",
  (typed) => {
    expect(codeFrom(typed)).toBeUndefined();
  },
);

test("whatever is typed, what comes of it is a code or nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (typed) => {
      const code = codeFrom(typed);
      expect(code === undefined || codeFrom(code) === code).toBe(true);
    }),
  );
});
