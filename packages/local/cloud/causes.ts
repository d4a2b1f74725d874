import { isRecord } from "./template";

const textAt = (value: unknown, ...path: string[]): string[] => {
  const found = path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
  return typeof found === "string" ? [found] : [];
};

/** Of a changed row: what it says that led to it. */
const ofRecord = (record: unknown): string[] => textAt(record, "dynamodb", "NewImage", "cause", "S");

/** The ids by which an event tells what led to it: the client's and the gateway's, rows' of changes, or the event's own. */
export function causesOf(event: unknown): string[] {
  const records = isRecord(event) && Array.isArray(event.Records) ? event.Records : [];
  return [
    ...new Set([
      ...textAt(event, "headers", "x-correlation-id"),
      ...textAt(event, "requestContext", "requestId"),
      ...textAt(event, "id"),
      ...records.flatMap(ofRecord),
    ]),
  ];
}
