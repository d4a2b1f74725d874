import { Failure, type Fault } from "#contract/failure";

/** One record of a file, by its columns. */
export interface Line {
  /** Where it begins; the header is line 1. */
  line: number;
  /** A text for each column, empty where there is none. */
  fields: Record<string, string>;
  /** Texts beyond the last column. */
  surplus: number;
}

/** Lines that one file may have, besides the header. */
const most = 500;

const refused = (faults: Fault[]): Failure => new Failure("invalid_input", { errors: faults.slice(0, 50) });
const fault = (name: string, message: string): Fault => ({ path: name ? `body.${name}` : "body", message });

interface Found {
  info: { lines: number };
  record: string[];
}

/** What the parser objects to, in words that say nothing of the parser. */
const objections: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_INVALID_CLOSING_QUOTE: "there is something between a closing quote and the next comma",
  INVALID_OPENING_QUOTE: 'a quote stands inside a value: quote the whole value, and write "" for the quote',
};

async function recordsOf(text: string): Promise<Found[]> {
  const { CsvError, parse } = await import("#adapters/parts/csv-parse");
  const asked = { bom: true, info: true, relax_column_count: true, skip_records_with_empty_values: true } as const;
  try {
    // With `info` each record comes with where it was found, which the parser's types don't say.
    // One kind of line break, because the parser counts the other as two where it stands in quotes.
    return parse(text.replaceAll(/\r\n?/g, "\n"), asked) as unknown as Found[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = Number((cause as { lines?: number }).lines ?? 0);
    throw new Failure("malformed_csv", { detail: `Line ${line}: ${objections[cause.code] ?? "isn't CSV"}`, cause });
  }
}

/** Every fault of a header at once: unknown columns, some named twice, some missing. */
function headerFaults(header: string[], known: readonly string[], required: readonly string[]): Fault[] {
  const [first = ""] = header;
  if (header.length === 1 && /[;\t]/.test(first)) return [fault("", "columns must be separated by commas")];
  return [
    ...[...new Set(header)].flatMap((name, index) => {
      const label = name.slice(0, 100) || `column ${index + 1}`;
      if (!known.includes(name)) return [fault(label, `is not a known column: there are ${known.join(", ")}`)];
      return header.filter((other) => other === name).length > 1 ? [fault(label, "is there more than once")] : [];
    }),
    ...required.filter((name) => !header.includes(name)).map((name) => fault(name, "is a missing column")),
  ];
}

const breaks = (record: string[]): number => record.join("").split("\n").length - 1;

/** What the export made inert is read back as it was. */
const spoken = (text: string): string => (/^'[=+\-@\t\r\n＝＋－＠]/u.test(text) ? text.slice(1) : text);

function lineOf({ info, record }: Found, header: string[]): Line {
  const fields = Object.fromEntries(header.map((name, index) => [name, spoken(record[index] ?? "")]));
  return { line: info.lines - breaks(record), fields, surplus: Math.max(0, record.length - header.length) };
}

/**
 * The lines of a CSV file (RFC 4180; with a byte order mark or without, ending lines in either way).
 * @throws Failure malformed_csv; invalid_input for a header with other columns, and for too many lines
 */
export async function readLines(text: string, known: readonly string[], required: readonly string[]): Promise<Line[]> {
  const [head, ...found] = await recordsOf(text);
  const header = (head?.record ?? []).map((name) => name.trim());
  const faults = head ? headerFaults(header, known, required) : [fault("", "must have a header")];
  if (found.length > most) faults.push(fault("", `must have at most ${most} lines: there are ${found.length}`));
  if (faults.length > 0) throw refused(faults);
  return found.map((one) => lineOf(one, header));
}
