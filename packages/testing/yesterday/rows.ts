import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Row } from "#adapters/migrations/migration";

/** Rows as a release wrote them. */
export interface Recorded {
  /** When, ISO 8601. */
  at: string;
  rows: Row[];
}

const place = (name = ""): string => join(import.meta.dirname, "records", name);

/** Lines of JSON, in DynamoDB's own notation: what a set or a number is, is told. The first one says when. */
export function packed({ at, rows }: Recorded): Buffer {
  const lines = rows.map((row) => JSON.stringify(marshall(row, { removeUndefinedValues: true })));
  return gzipSync([JSON.stringify({ at }), ...lines.toSorted()].join("\n"), { level: 9 });
}

/** Names of all records: one per day on which the shape of rows changed. */
export const recordings = (): string[] => readdirSync(place()).filter((name) => name.endsWith(".ndjson.gz"));

/** A record, with some texts in it put in the place of others: whom Cognito and Stripe of today know by other ids. */
export function recording(name: string, renamed: Record<string, string> = {}): Recorded {
  const text = gunzipSync(readFileSync(place(name))).toString();
  const told = Object.entries(renamed).reduce((told, [before, after]) => told.replaceAll(before, after), text);
  const [head = "{}", ...lines] = told.split("\n");
  return { at: String(JSON.parse(head).at), rows: lines.map((line) => unmarshall(JSON.parse(line))) };
}

/** Where the record of a day is put. */
export const fileOf = (day: string): string => place(`${day}.ndjson.gz`);
