import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#infra/root";

/** A block of commands in one of our documents. */
export interface Block {
  /** "deploy.md:31" */
  where: string;
  commands: string;
  /** Marked as one that needs an account. */
  aws: boolean;
}

/** All blocks of commands of a document in docs/, in their order. */
export function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, "docs", document), "utf8");
  return [...text.matchAll(/^```bash( aws)?\n(.*?)^```$/gms)].map(({ 1: aws, 2: commands = "", index }) => ({
    where: `${document}:${text.slice(0, index).split("\n").length}`,
    commands,
    aws: aws !== undefined,
  }));
}

/** The sections of a document, as links name them. */
export function anchorsOf(document: string): string[] {
  const text = readFileSync(join(root, "docs", document), "utf8");
  const titles = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** Where a document leads to in itself or in another one: `[file, anchor]`. */
export function linksOf(document: string): [file: string, anchor: string][] {
  const text = readFileSync(join(root, "docs", document), "utf8");
  return [...text.matchAll(/\]\(([\w.-]*)#([\w-]+)\)/g)].map(([, file, anchor = ""]) => [file || document, anchor]);
}
