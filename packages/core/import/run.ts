import type * as z from "zod/mini";
import type { ImportReport } from "#contract/csv";
import { Failure } from "#contract/failure";
import { type Line, readLines } from "./file";
import { columnsOf, parseLine } from "./row";

/** What became of a row: made, or there already. */
export interface Outcome {
  status: "created" | "valid" | "skipped";
  id?: string;
}

/** How lines become rows of one kind. */
export interface Importing<Row> {
  schema: z.ZodMiniType<Row>;
  /** The same for rows that are the same thing. */
  keyOf: (row: Row) => string;
  /** Looks whether the row could be made, and writes nothing. */
  check: (row: Row) => Promise<Outcome>;
  create: (row: Row) => Promise<Outcome>;
}

export interface ImportOptions {
  text: string;
  dryRun: boolean;
  /** Milliseconds left for all of it. */
  left: () => number;
}

type Told = ImportReport["lines"][number];

/** Rows in work at the same time. */
const atOnce = 5;
/** Milliseconds that a row may take. */
const leastTime = 5000;

const failed = (line: number, errors: NonNullable<Told["errors"]>): Told => ({ line, status: "failed", errors });

/** A refusal of one row; what goes wrong on our side ends the import, which can be repeated. */
function refusalOf(line: number, error: unknown): Told {
  if (!(error instanceof Failure) || error.status >= 500) throw error;
  const errors = error.errors?.map(({ path, message }) => ({ path: path.replace(/^body\.?/, ""), message }));
  return failed(line, errors ?? [{ path: "", message: error.message }]);
}

/** Says what becomes of each line, in the order of the file; of several that are the same thing the first counts. */
function planned<Row>(lines: Line[], importing: Importing<Row>, write: boolean): (() => Promise<Told>)[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const parsed = parseLine(importing.schema, line);
    if ("errors" in parsed) return async () => failed(line.line, parsed.errors);
    const key = importing.keyOf(parsed.row);
    const first = seen.get(key);
    if (first !== undefined) {
      const errors = [{ path: "", message: `is the same as line ${first}` }];
      return async () => ({ line: line.line, status: "skipped", errors });
    }
    seen.set(key, line.line);
    const make = write ? importing.create : importing.check;
    return async () => ({ line: line.line, ...(await make(parsed.row)) });
  });
}

/** Does the work, a few at a time; what there is no time for is told as failed. */
async function carryOut(lines: Line[], work: (() => Promise<Told>)[], left: () => number): Promise<Told[]> {
  const told: Told[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < work.length; index = next++) {
      const { line = 0 } = lines[index] ?? {};
      const late = [{ path: "", message: "there was no time left: import the file again" }];
      told[index] =
        left() < leastTime
          ? failed(line, late)
          : ((await work[index]?.().catch((error) => refusalOf(line, error))) ?? failed(line, []));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return told;
}

/**
 * Makes a row of each line of a CSV file, unless it is there already: importing a file twice makes nothing twice.
 * @throws Failure malformed_csv, invalid_input for its columns and its length
 */
export async function importFile<Row>(
  { text, dryRun, left }: ImportOptions,
  importing: Importing<Row>,
): Promise<Omit<ImportReport, "message">> {
  const { known, required } = columnsOf(importing.schema);
  const lines = await readLines(text, known, required);
  const told = await carryOut(lines, planned(lines, importing, !dryRun), left);
  const count = (status: Told["status"]) => told.filter((one) => one.status === status).length;
  const counts = { created: count("created"), skipped: count("skipped"), failed: count("failed") };
  return { dry_run: dryRun, total: told.length, ...counts, lines: told };
}
