// Tables of every script: only authors wait for them.
export { slugify, transliterate } from "transliteration";
