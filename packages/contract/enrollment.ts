import * as z from "zod/mini";
import { courseCard } from "./course";
import { instant, maybe } from "./fields";

export const enrollmentStatus = z.enum(["active", "completed", "cancelled"]);

export const enrollment = z.object({
  user_id: z.string(),
  course_id: z.string(),
  /** The order that paid for it; null for a free course. */
  order_id: maybe(z.string()),
  enrollment_date: instant,
  completion_date: maybe(instant),
  /** 0 to 100. */
  progress_percentage: z.int(),
  status: enrollmentStatus,
  certificate_issued: z.boolean(),
  /** Where everybody may see that it is real; null until there is one. */
  certificate_url: maybe(z.string()),
});

export const enrolledCourse = z.extend(enrollment, { course: courseCard });

/** An enrollment as the course's author sees it. */
export const learner = z.extend(enrollment, { user_name: z.string() });
