/** What spreadsheets take for the beginning of a formula, the full-width forms included. */
const beginsFormula = /^[=+\-@\t\r\n＝＋－＠]/u;

const plainNumber = /^-?\d+(\.\d+)?$/;

/** The text as a spreadsheet shows it and never runs it: what looks like a formula gets a quote before it. */
export const inert = (text: string): string =>
  beginsFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;

/** One value as the text of a cell: nothing for null, lists joined, objects of any fields as JSON. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value))
    return inert(value.map((one) => (typeof one === "object" ? JSON.stringify(one) : one)).join("; "));
  return inert(typeof value === "object" ? JSON.stringify(value) : String(value));
}
