import * as z from "zod/mini";
import { instant, maybe } from "./fields";

/** What anybody who has its code may know of a certificate. */
export const certificate = z.object({
  /** `IQ-7F3K-9QWD-2M8X` */
  code: z.string(),
  name: z.string(),
  course_title: z.string(),
  completed_at: instant,
  issued_at: instant,
  valid: z.boolean(),
  revoked_at: maybe(instant),
});
