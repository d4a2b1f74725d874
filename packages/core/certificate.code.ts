import { randomInt } from "node:crypto";

/** Crockford's alphabet: no I, L, O, U, which are taken for others or make words. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const length = 12;

const grouped = (letters: string): string => `IQ-${letters.match(/.{4}/g)?.join("-")}`;

/** A code that nobody guesses, 60 bits, and somebody can read aloud: `IQ-7F3K-9QWD-2M8X`. */
export const newCode = (): string =>
  grouped(Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(""));

/**
 * A code as somebody typed it, in the form that it was issued in: in any case, with or without dashes and its IQ, O for 0
 * and I or L for 1. Undefined when it can't be one.
 */
export function codeFrom(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const letters = plain.length > length ? plain.replace(/^IQ/, "") : plain;
  const read = letters.replace(/O/g, "0").replace(/[IL]/g, "1");
  const possible = read.length === length && [...read].every((letter) => alphabet.includes(letter));
  return possible ? grouped(read) : undefined;
}
