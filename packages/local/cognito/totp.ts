import { createHmac, randomBytes } from "node:crypto";

/** Seconds for which a code stands. */
const stepSeconds = 30;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 without padding (RFC 4648), as authenticator apps take it. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** A new secret, as long as Cognito's: 52 letters. */
export const newSecret = (): string => toBase32(randomBytes(32));

/** The number of the half minute; `now` in milliseconds since the epoch. */
export const stepAt = (now: number): number => Math.floor(now / 1000 / stepSeconds);

/** The six digits that an authenticator app shows in that half minute (RFC 6238, with SHA-1). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The step whose code it is: this one, the one before or the one after, since clocks differ. Undefined: none. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const present = stepAt(now);
  return [present, present - 1, present + 1].find((step) => codeAt(secret, step) === code);
}
