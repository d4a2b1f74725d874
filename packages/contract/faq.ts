import * as z from "zod/mini";
import { id, instant, line, maybe, text } from "./fields";

export const faqStatus = z.enum(["draft", "published"]);
export type FaqStatus = z.infer<typeof faqStatus>;

/** `answer` is HTML: what may not stand in a text is taken out of it. */
const draft = {
  question: line(500),
  answer: text(5000),
  category: z.nullable(line(100)),
  sort_order: z.int().check(z.minimum(0), z.maximum(9999)),
  status: faqStatus,
};

/** Without a `sort_order` it comes last. */
export const newFaq = z.strictObject({
  ...draft,
  category: z.optional(draft.category),
  sort_order: z._default(draft.sort_order, 9999),
  status: z._default(faqStatus, "published"),
});
export type NewFaq = z.output<typeof newFaq>;

export const faqChange = z.partial(z.strictObject(draft));
export type FaqChange = z.output<typeof faqChange>;

/** Questions of one category (null: of none), in the order that they are to have. */
export const faqOrder = z.strictObject({
  category: draft.category,
  ids: z.array(id("faq")).check(
    z.minLength(1, "must name at least one"),
    z.maxLength(90, "must be at most 90"),
    z.refine((ids) => new Set(ids).size === ids.length, "must name each question once"),
  ),
});
export type FaqOrder = z.output<typeof faqOrder>;

const shown = {
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  category: maybe(z.string()),
  sort_order: z.int(),
};

export const faq = z.object(shown);

export const managedFaq = z.object({ ...shown, status: faqStatus, created_at: instant, updated_at: instant });
