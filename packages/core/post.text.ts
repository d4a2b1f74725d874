import { plainText } from "./html";

/** Longest excerpt that is made of a text. */
const longest = 200;

/** The beginning of the text, up to the end of a word. */
export function excerptOf(html: string): string {
  const text = plainText(html);
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  const end = cut.lastIndexOf(" ");
  // Without a space near the end it is cut within the word, but never within a character.
  return `${(end > longest / 2 ? cut.slice(0, end) : cut.replace(/[\uD800-\uDBFF]$/, "")).trimEnd()}…`;
}

const wordsPerMinute = 200;

export function readingMinutes(html: string): number {
  const words = plainText(html).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  return Math.max(1, Math.ceil(words.length / wordsPerMinute));
}
