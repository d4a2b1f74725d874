/** Letters of a word that tell it from others: a longer one is known by its beginning. */
const longest = 20;

/** Written between letters, or not, without making another word: apostrophes, soft hyphens, (non-)joiners. */
const unheard = /['’ʼ\u00ad\u200b-\u200d\ufeff]/g;
/** Accents of Latin, Greek and Cyrillic; the signs of Devanagari and its kin are letters in all but name and stay. */
const accents = /[\u0300-\u036f]/g;
const word = /[\p{L}\p{M}\p{N}]+(?:\+\+|#)?/gu;

/** One spelling for what people take for the same: "Ｃafé" and "cafe", "STRASSE" and "Straße". */
const fold = (text: string): string =>
  // Both cases in turn: only that way round does ß meet SS, and every sigma the others.
  text.normalize("NFKD").replace(accents, "").toUpperCase().toLowerCase().normalize("NFKD").replace(accents, "");

/** The different words of a text in their order: "C++ für Anfänger" → c++, fur, anfanger. */
export function wordsOf(text: string): string[] {
  const words = fold(text.replace(unheard, "")).replaceAll("ς", "σ").match(word) ?? [];
  return [...new Set(words.map((one) => [...one].slice(0, longest).join("")))];
}

/** Every beginning of a word that finds it: of two letters and more, and the word itself. */
export function prefixesOf(whole: string): string[] {
  const letters = [...whole];
  const shorter = letters.slice(0, -1).map((_, end) => letters.slice(0, end + 1).join(""));
  return [...shorter.slice(1), whole];
}
