import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

let last = 0;

function encode(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 62)) text = `${alphabet[rest % 62]}${text}`;
  return text;
}

/** `order_0VGx…`: a prefix that tells the kind and fourteen characters, which sort by time. `now` in milliseconds. */
export function newId(prefix: string, now: number): string {
  last = Math.max(last + 1, Math.floor(now) * 100);
  const random = [...randomBytes(4)].map((byte) => alphabet[byte % 62]).join("");
  return `${prefix}_${encode(last, 10)}${random}`;
}
