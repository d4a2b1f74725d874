import { ulid } from "ulid";

/** What an id tells of its kind: `crs` course, `les` lesson, `pst` post, … */
export type Prefix =
  | ("crs" | "sec" | "les" | "qst" | "att" | "cat")
  | ("ord" | "ent" | "rfd" | "cpn" | "evt")
  | ("aud" | "upl")
  | ("pst" | "tst" | "faq");

/** A sortable id that tells its kind: `crs_01jd…`. Ids of the same millisecond sort at random. */
export const newId = (prefix: Prefix, now: Date): string => `${prefix}_${ulid(now.getTime()).toLowerCase()}`;

export const isId = (prefix: Prefix, value: string): boolean => value.startsWith(`${prefix}_`);
