import { ulid } from "ulid";

/** A sortable id that tells its kind: `crs_01jd…`. Ids of the same millisecond sort at random. */
export const newId = (prefix: "crs" | "ord", now: Date): string => `${prefix}_${ulid(now.getTime()).toLowerCase()}`;

export const isId = (prefix: "crs" | "ord", value: string): boolean => value.startsWith(`${prefix}_`);
