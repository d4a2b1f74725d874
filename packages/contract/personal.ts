import * as z from "zod/mini";
import { auditEntry } from "./audit";
import { enrollment } from "./enrollment";
import { instant } from "./fields";
import { order } from "./order";
import { registration } from "./registration";
import { user } from "./user";

/** Rows of each part at most: those beyond are reached by the part's own list. */
export const partLimit = 1000;

/** What the platform keeps of somebody, by part, as each part goes out elsewhere. */
export const personalParts = z.object({
  enrollments: z.array(enrollment),
  registrations: z.array(z.extend(registration, { event_title: z.string() })),
  orders: z.array(order),
  /** What was done to the account; by whom is not theirs to know. */
  audit: z.array(z.omit(auditEntry, { actor: true })),
});

export type PersonalPart = keyof z.infer<typeof personalParts>;

export const personalRecord = z.object({
  ...personalParts.shape,
  exported_at: instant,
  user,
  /** Parts of which there is more than this. */
  incomplete: z.array(z.string()),
});
