import * as z from "zod/mini";
import { instant } from "./fields";

/** What somebody with power did. */
export const auditEntry = z.object({
  id: z.string(),
  /** `user.role`, `course.status`: the noun, and what changed of it. */
  action: z.string(),
  subject_id: z.string(),
  /** `name` as it was then. */
  actor: z.object({ id: z.string(), name: z.string() }),
  /** What it was and became, the reason given. */
  detail: z.record(z.string(), z.unknown()),
  at: instant,
});
