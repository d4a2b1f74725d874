import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const docs = join(root, "docs");

/** What docs/security.md says. */
export const account = readFileSync(join(docs, "security.md"), "utf8");

/** A test as the account names it: `matrix › every route`, of packages/testing/e2e unless a folder is named. */
interface Reference {
  text: string;
  file: string;
  /** Of describe and test, as they stand in the file. */
  names: string[];
}

const fileOf = (name: string): string =>
  join(root, `${name.includes("/") ? name : `packages/testing/e2e/${name}`}.test.ts`);

/** The tests that a part of the account names. */
export const referencesIn = (text: string): Reference[] =>
  [...text.matchAll(/`([^`]+ › [^`]+)`/g)].map(([, reference = ""]) => {
    const [file = "", ...names] = reference.split(" › ");
    return { text: reference, file: fileOf(file), names };
  });

/** Those that lead nowhere: no such file, or no such name in it. */
export const staleReferences = (): string[] =>
  referencesIn(account)
    .filter(({ file, names }) => {
      const content = existsSync(file) ? readFileSync(file, "utf8") : "";
      return content === "" || names.some((name) => !content.includes(name));
    })
    .map(({ text }) => text);

/** Links to files of ours that aren't there. */
export const deadLinks = (): string[] =>
  [...account.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !target.startsWith("http") && !existsSync(join(docs, target)));

/** A table's rows below the heading that contains some words, cell by cell. */
export function rowsBelow(heading: string): string[][] {
  const [, section = ""] = account.split(new RegExp(`^## .*${heading}.*$`, "m"));
  const [own = ""] = section.split(/^## /m);
  const lines = own.split("\n").filter((line) => line.startsWith("|") && !/^\|[-| ]+\|$/.test(line));
  const cells = lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  return cells.map((row) => row.map((cell) => cell.trim()));
}
