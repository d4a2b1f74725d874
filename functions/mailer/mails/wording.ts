// What people typed comes here on its way into a mail.

/** One line, without control characters and without the invisible ones that turn the direction of what follows. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/\s+/g, " ")
    .trim();

const longestName = 60;
/** What mail programs turn into links: an address, a domain. */
const linkLike = /:\/\/|@|\bwww\.|[\p{L}\p{N}-]{2,}\.\p{L}{2,}/iu;

/**
 * "Hi Asha,". A name that is an advertisement is not passed on: anybody may register somebody else's address, and a
 * mail from us must not carry their text.
 */
export function greeting(name: string): string {
  const called = oneLine(name);
  return called === "" || called.length > longestName || linkLike.test(called) ? "Hello," : `Hi ${called},`;
}
