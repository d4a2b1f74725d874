import * as z from "zod/mini";
import { auditEntry } from "./audit";
import { certificate } from "./certificate";
import { enrollment } from "./enrollment";
import { instant } from "./fields";
import { recordedProgress } from "./lesson";
import { order } from "./order";
import { recordedAttempt } from "./quiz";
import { registration } from "./registration";
import { moderatedTestimonial } from "./testimonial";
import { user } from "./user";

/** Rows and bytes of each part at most: what is beyond is reached by the part's own list. A Lambda answers 6 MB. */
export const partLimit = { rows: 1000, bytes: 700_000 };

/** What the platform keeps of somebody, by part, as each part goes out elsewhere. */
export const personalParts = z.object({
  enrollments: z.array(enrollment),
  registrations: z.array(z.extend(registration, { event_title: z.string() })),
  /** Lesson by lesson, also in courses that they left. */
  progress: z.array(recordedProgress),
  attempts: z.array(recordedAttempt),
  /** Void ones, too. */
  certificates: z.array(certificate),
  reviews: z.array(moderatedTestimonial),
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
