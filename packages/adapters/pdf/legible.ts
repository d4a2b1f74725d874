import { partFor } from "./fonts";

/** What doesn't print: controls, half characters, and what turns the direction of text. */
const unprinted = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Spaces and hyphens come in many widths: the fonts have one each. */
const plain = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .replace(unprinted, "")
    .replace(/[\u2010-\u2012\u2015]/g, "-")
    .trim();

/** ZERO WIDTH (NON-)JOINER: part of the letters around it. */
const joins = (character: string): boolean => character === "\u200c" || character === "\u200d";

const known = (character: string): boolean => joins(character) || partFor(character) !== undefined;

/** Without dots, crosses and tildes, where a font has the letter and not those. */
function bare(character: string): string {
  if (known(character)) return character;
  const letter = character.normalize("NFD").replace(/\p{M}/gu, "");
  return letter !== "" && known(letter) ? letter : character;
}

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Stretches of what the fonts have, and of what they don't. */
function stretches(text: string): string[] {
  const found: string[] = [];
  for (const character of text) {
    const last = found.at(-1);
    if (last && known(last.charAt(0)) === known(character)) found[found.length - 1] = last + character;
    else found.push(character);
  }
  return found;
}

/**
 * A text as the fonts can set it, on one line: letters of other scripts as they sound, in Latin ones.
 * @example await legible("Иван Петров") // "Ivan Petrov"
 */
export async function legible(text: string): Promise<string> {
  const clean = Array.from(plain(text.normalize("NFC")), bare).join("");
  if (Array.from(clean).every(known)) return clean;
  const { transliterate } = await import("../parts/transliteration");
  const sounding = stretches(clean).map((one) => (known(one.charAt(0)) ? one : capitalised(transliterate(one))));
  return plain(Array.from(sounding.join("")).filter(known).join(""));
}
