import { codeAt, newSecret, stepAt, stepOf, toBase32 } from "./totp";

/** RFC 6238, appendix B: the last six of its eight digits. */
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];
const secret = toBase32(Buffer.from("12345678901234567890"));

test.each(vectors)("at second %i the code is %s", (seconds, code) => {
  expect(codeAt(secret, stepAt(seconds * 1000))).toBe(code);
});

/** RFC 4648, section 10, without the padding. */
test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("%j is %s in base 32", (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
});

test("a code is good in its half minute, and in the ones beside it", () => {
  const at = 1_111_111_111_000;
  const code = codeAt(secret, stepAt(at));
  const known = [-60, -30, 0, 30, 60].map((seconds) => stepOf(secret, code, at + seconds * 1000) !== undefined);
  expect(known).toEqual([false, true, true, true, false]);
});

test("a new secret is as long as Cognito's, and no other's", () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{52}$/);
  expect(newSecret()).not.toBe(newSecret());
});
