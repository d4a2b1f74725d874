import fc from "fast-check";
import { prefixesOf, wordsOf } from "./words";

test.each([
  ["C++ für Anfänger", ["c++", "fur", "anfanger"]],
  ["C# and F#, not C", ["c#", "and", "f#", "not", "c"]],
  ["Café CAFÉ café", ["cafe"]],
  ["Straße STRASSE", ["strasse"]],
  ["ΟΔΥΣΣΕΥΣ Οδυσσεύς", ["οδυσσευσ"]],
  ["don't stop: it’s Node.js", ["dont", "stop", "its", "node", "js"]],
  ["हिन्दी में सीखें", ["हिन्दी", "में", "सीखें"]],
  ["க்ஷ தமிழ்", ["க்ஷ", "தமிழ்"]],
  ["ＡＷＳ ①", ["aws", "1"]],
  ["İstanbul ISTANBUL", ["istanbul"]],
  ["🚀 🔥 !? … ()[]{}^$.*|\\/", []],
  ["a-b_c/d=e@f", ["a", "b", "c", "d", "e", "f"]],
])("the words of %p", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("a letter of Devanagari is the same in one character and in two", () => {
  expect(wordsOf("\u0958")).toEqual(wordsOf("\u0915\u093c"));
});

test("joiners between letters make no other word", () => {
  expect(wordsOf("क्‍ष नम\u200cस्ते")).toEqual(wordsOf("क्ष नमस्ते"));
});

test("a word is known by its first twenty letters, whatever its length and script", () => {
  expect(wordsOf("x".repeat(10_000))).toEqual(["x".repeat(20)]);
  expect(wordsOf("𝕏".repeat(30))).toEqual(["x".repeat(20)]);
  expect(wordsOf("𐍈".repeat(30))).toEqual(["𐍈".repeat(20)]);
});

test("beginnings are of two letters and more; a word of one letter is found whole only", () => {
  expect(prefixesOf("react")).toEqual(["re", "rea", "reac", "react"]);
  expect(prefixesOf("c")).toEqual(["c"]);
  expect(prefixesOf("हिन्दी")).toEqual(["हि", "हिन", "हिन्", "हिन्द", "हिन्दी"]);
});

test("whatever a text holds, its words hold letters, marks and digits only, and fold to themselves", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      for (const word of wordsOf(text)) {
        expect(word).toMatch(/^[\p{L}\p{M}\p{N}]+(\+\+|#|\+)?$/u);
        expect(wordsOf(word)).toEqual([word.replace(/\+$/, (plus) => (word.endsWith("++") ? plus : ""))]);
      }
    }),
    { numRuns: 2000 },
  );
});
