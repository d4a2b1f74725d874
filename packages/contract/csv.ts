import * as z from "zod/mini";
import type { Endpoint } from "./endpoint";

/** What a list that can be had as CSV takes beside its own query. */
const format = z._default(z.enum(["json", "csv"]), "json");

/** The query as it arrives: with `format` where the endpoint declares `csv`. */
export const queryOf = ({ query, csv }: Endpoint): z.ZodMiniType | undefined =>
  csv && query instanceof z.ZodMiniObject ? z.extend(query, { format }) : query;

/** A file's text; what stands in it is for its reader to say, line by line. */
export const csvFile = z.string().check(z.minLength(1, "must not be empty"));

/** What every import takes beside its file. */
export const importing = {
  /** Checks every line and writes nothing. */
  dry_run: z._default(z.enum(["true", "false"]), "false"),
};

export const importStatus = z.enum(["created", "valid", "skipped", "failed"]);

/** What became of a file, line by line. */
export const importReport = z.object({
  message: z.string(),
  dry_run: z.boolean(),
  total: z.int(),
  created: z.int(),
  skipped: z.int(),
  failed: z.int(),
  lines: z.array(
    z.object({
      /** In the file, where the header is line 1; of a record over several lines the first. */
      line: z.int(),
      status: importStatus,
      /** Of what was made, or of what is there already. */
      id: z.optional(z.string()),
      errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
    }),
  ),
});
export type ImportReport = z.output<typeof importReport>;
