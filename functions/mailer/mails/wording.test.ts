import { greeting, oneLine } from "./wording";

test.each([
  ["a\r\nBcc: b", "a Bcc: b"],
  ["  two\t words\u0000 ", "two words"],
  ["line\u2028separator", "line separator"],
  ["abc\u202etxt.exe", "abctxt.exe"],
  ["\u2066isolate\u2069", "isolate"],
  ["👩‍🎓 שלום ₹", "👩‍🎓 שלום ₹"],
])("%j becomes the line %j", (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test.each(["Asha Verma", "J. R. R. Tolkien", "Åsa-Lena O'Neil", "שלום כהן", "आशा", "<script>"])(
  "%s is greeted by name",
  (name) => {
    expect(greeting(name)).toBe(`Hi ${name},`);
  },
);

test.each(["Win at https://evil.example", "go to evil.com now", "www.evil", "me@evil.example", "x".repeat(61), " \n "])(
  "%j is not repeated to the reader",
  (name) => {
    expect(greeting(name)).toBe("Hello,");
  },
);
