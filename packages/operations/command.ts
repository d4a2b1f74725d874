import type { parseArgs } from "node:util";
import type { Stage } from "./stage";

/** An option, and what it is for. */
export interface Option {
  type: "string" | "boolean";
  default?: string | boolean;
  about: string;
}
export type Options = Record<string, Option>;

type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>["values"];

/** One run of a command. */
export interface Call<Given extends Options = Options> {
  values: Values<Given>;
  positionals: string[];
  stage: Stage;
  now: Date;
  print(line: string): void;
  /**
   * Says what will be done. Goes on only if that is wanted: with --dry-run it ends well here, and what can't be undone
   * waits for --yes.
   * @throws Ending
   */
  announce(plan: string): void;
}

export interface Command<Given extends Options = Options> {
  /** One line for the list of commands. */
  summary: string;
  /** What comes after its name: `<worker>`. */
  operands?: string;
  options: Given;
  /** What it does to the stage: what `destroys` can't be undone. */
  effect: "reads" | "changes" | "destroys";
  /** @returns false where what was looked at isn't well: the exit code is 1 then */
  run(call: Call<Given>): Promise<boolean | undefined>;
}

/** The end of a command ahead of time, with its exit code: 0 done, 1 not well, 2 asked for in a wrong way. */
export class Ending extends Error {
  constructor(
    message: string,
    readonly code: 0 | 1 | 2,
  ) {
    super(message);
  }
}

/** Declares a command with the types of its options. */
export const command = <const Given extends Options>(declared: Command<Given>): Command<Given> => declared;

/** The operand at a place. @throws Ending when it is missing */
export function operand({ positionals }: Pick<Call, "positionals">, index: number, what: string): string {
  const value = positionals[index];
  if (value === undefined) throw new Ending(`name ${what}`, 2);
  return value;
}

/** The value of an option that there must be. @throws Ending */
export function needed<Value>(value: Value | undefined, option: string): Value {
  if (value === undefined) throw new Ending(`--${option} is needed`, 2);
  return value;
}

/** A moment as people write it: `2026-11-25T10:00:00Z`, or `30m`, `6h`, `2d` before now. @throws Ending */
export function moment(text: string, now: Date): Date {
  const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit];
  const at = seconds === undefined ? new Date(text) : new Date(now.getTime() - Number(count) * seconds * 1000);
  if (Number.isNaN(at.getTime())) throw new Ending(`"${text}" is no time: 2026-11-25T10:00:00Z, or 30m, 6h, 2d`, 2);
  return at;
}

/** Rows as columns. */
export function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
