import * as z from "zod/mini";

// The vocabulary of every wire schema. A bound stated here is enforced on the way in, documented in OpenAPI and fuzzed.

// Half a surrogate pair is no character: it has no UTF-8, and services that it is passed on to refuse the request.
const uncontrolled = "must not contain control characters or halves of characters";

/** Trimmed text of 1 to `max` characters, without control characters (tabs and line breaks are text). */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1, "must not be empty"),
    z.maxLength(max, `must have at most ${max} characters`),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
    z.regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF]*$/u, uncontrolled),
  );

/** One line of text: no line breaks either, so that it can stand in a mail header. */
export const line = (max: number) => text(max).check(z.regex(/^[^\r\n\t]*$/, "must be a single line"));

/** What somebody looks for: words, or the beginnings of words. */
export const searched = line(100).check(z.regex(/[\p{L}\p{N}]/u, "must have a letter or a digit"));

/** Lower-cased and trimmed; 254 characters is SMTP's limit (RFC 5321). ASCII only: SES takes no other local part. */
export const email = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254),
    z.regex(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, "must be an e-mail address"),
  );

/** For what people type but no one reads: passwords. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const typed = () => z.regex(/^[^\u0000-\u001F\u007F\uD800-\uDFFF]*$/u, uncontrolled);

/** At most 256 characters, Cognito's limit. Strength is the user pool's policy; this is only its first, cheap part. */
export const password = z
  .string()
  .check(
    z.minLength(8, "must have at least 8 characters"),
    z.maxLength(256),
    z.regex(/[a-z]/, "must contain a lower-case letter"),
    z.regex(/[0-9]/, "must contain a digit"),
    z.regex(/^\S.*\S$/, "must not begin or end with a space"),
    typed(),
  );

/** A password on its way to be checked: its strength is not our concern here. */
export const secretText = z.string().check(z.minLength(1), z.maxLength(256), typed());

export const phone = z
  .string()
  .check(z.trim(), z.maxLength(20), z.regex(/^\+?[0-9][0-9 ()-]{4,18}$/, "must be a phone number"));

/** An opaque id or a slug, as it stands in a path. */
export const reference = z
  .string()
  .check(z.minLength(1), z.maxLength(255), z.regex(/^[A-Za-z0-9_-]+$/, "must be an id or a slug"));

/** A prefixed, sortable id: `crs_01jd…`. */
export const id = <Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .check(z.maxLength(64), z.regex(new RegExp(`^${prefix}_[a-z0-9]{4,40}$`), `must be an id like ${prefix}_…`));

export const url = z.string().check(
  z.maxLength(2048),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  z.regex(/^https?:\/\/[^\s<>"\u0000-\u001F\u007F\uD800-\uDFFF]+$/u, "must be an http(s) address"),
);

/** ISO 8601 in UTC, to the millisecond. */
export const instant = z.iso.datetime();

export const date = z.iso.date();

/** Major units with at most two decimals, as DECIMAL(10,2) holds them. */
export const amount = z.number().check(
  z.minimum(0, "must not be negative"),
  z.maximum(99_999_999.99),
  z.refine((value) => Math.round(value * 100) / 100 === value, "must have at most two decimals"),
);

/** ISO 4217. */
export const currency = z.enum(["INR", "USD", "EUR", "GBP", "JPY"]);
export type Currency = z.infer<typeof currency>;

/** A field of an answer that may have no value: null then, whether or not the record has the field. */
export const maybe = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);

const whole = (least: number, most: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, "must be a whole number")),
    z.pipe(z.transform(Number), z.int().check(z.minimum(least), z.maximum(most))),
  );

/** A whole number as it arrives in a query string. */
export const wholeParameter = (least: number, most: number, otherwise: number) =>
  z._default(whole(least, most), otherwise);

/**
 * What every list takes. `page` reaches the first 1,000 rows; `cursor` (from `nextCursor`) any depth.
 */
export const paging = {
  limit: wholeParameter(1, 100, 10),
  page: wholeParameter(1, 1000, 1),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
};

/** What every list answers beside its rows. `nextCursor` is null on the last page. */
export const pageOf = <Noun extends string, Row extends z.ZodMiniType>(noun: Noun, row: Row) =>
  z.object({
    ...({ [noun]: z.array(row) } as Record<Noun, z.ZodMiniArray<Row>>),
    total: z.int().check(z.minimum(0)),
    totalPages: z.int().check(z.minimum(0)),
    currentPage: z.int().check(z.minimum(1)),
    nextCursor: z.nullable(z.string()),
  });

export const message = z.object({ message: z.string() });
