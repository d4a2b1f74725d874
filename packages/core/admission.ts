import { Failure } from "#contract/failure";
import { restoreCertificate, revokeCertificate } from "./certificate";
import { Courses } from "./course.entity";
import { type Enrollment, Enrollments, givesAccess } from "./enrollment.entity";
import { count, type List } from "./tally";
import { type Step, step } from "./transaction";

/** Why somebody is let into a course. */
export type Grant = "free" | "admin" | `order:${string}`;

interface Learner {
  id: string;
  name: string;
  email: string;
}

interface Subject {
  id: string;
  title: string;
}

/** Thrown by a transaction that found an enrollment that gives no access any more: it is taken up again instead. */
export class Lapsed extends Error {
  constructor(readonly enrollment: Enrollment) {
    super();
  }
}

const alreadyEnrolled = () => new Failure("already_enrolled");
const editedMeanwhile = () => new Failure("edited_meanwhile");

const listsOf = (userId: string, courseId: string): List[] => [
  { name: `enrolled#${userId}`, index: "gsi1" },
  { name: `learners#${courseId}`, index: "gsi2" },
];

const counted = (userId: string, courseId: string, change: 1 | -1): Step[] =>
  listsOf(userId, courseId).map((list) => count(list, change));

/** A first enrollment. */
const begun = (learner: Learner, course: Subject, grant: Grant, now: Date): Enrollment => ({
  ...{ user_id: learner.id, user_name: learner.name, user_email: learner.email },
  ...{ course_id: course.id, course_title: course.title },
  ...{ grants: [grant], status: "active", progress_percentage: 0, certificate_issued: false, revision: 1 },
  ...{ enrollment_date: now.toISOString(), since: now.toISOString() },
  history: [{ at: now.toISOString(), event: "enrolled", grant }],
});

function refusedNew(present: Record<string, unknown> | undefined): Error {
  const { data } = Enrollments.parse({ Item: present ?? {} });
  return data && !givesAccess(data) ? new Lapsed(data) : alreadyEnrolled();
}

type Entry = Enrollment["history"][number];

/** Entries that are kept: the first and the latest, so that coming and going a thousand times fills no row. */
const remembered = 100;

const told = ({ history }: Enrollment, ...entries: Entry[]): Entry[] => {
  const all = [...history, ...entries];
  return all.length <= remembered ? all : [...all.slice(0, 1), ...all.slice(1 - remembered)];
};

const orderOf = (grant: Grant | undefined): { order_id?: string } =>
  grant?.startsWith("order:") ? { order_id: grant.slice("order:".length) } : {};

/**
 * Writes what decides on access, unless it was changed since it was read. Whoever changes a status moves the revision
 * as well.
 */
function rewritten(before: Enrollment, next: Enrollment): Step {
  const { user_id, course_id, enrollment_date, status, since, history, grants = [], order_id } = next;
  const patch = Enrollments.patch({ user_id, course_id })
    // The date doesn't change: the places in the lists are made of it.
    .set({ status, since, history, enrollment_date, revision: next.revision, ...(order_id ? { order_id } : {}) });
  const whole = grants.length > 0 ? patch.set({ grants }) : patch.remove(["grants"]);
  return step(whole.where((present, { eq }) => eq(present.revision, before.revision)).params(), editedMeanwhile);
}

const moreLearners = (courseId: string): Step =>
  step(Courses.patch({ id: courseId }).add({ enrollments: 1 }).params(), () => new Failure("course_not_found"));

/** A learner who leaves is still referred to by what they did in the course. */
const fewerLearners = (courseId: string): Step => {
  const fewer = Courses.patch({ id: courseId }).subtract({ enrollments: 1 }).set({ referred: true });
  return step(fewer.params(), () => new Failure("course_not_found"));
};

/** An enrollment as it will stand, and the steps that make it so. */
export interface Admission {
  enrollment: Enrollment;
  steps: Step[];
}

interface Ticket {
  /** What it rests on; missing: on the grants that are there still. */
  grant?: Grant;
  /** The enrollment to take up again, where there is one. */
  lapsed?: Enrollment;
  /** The step that counts the learner, where it carries conditions of its own. */
  counting?: Step;
}

/** Taken up again: with everything that was achieved in it. */
function returned(lapsed: Enrollment, grant: Grant | undefined, now: Date): Enrollment {
  const at = now.toISOString();
  return {
    ...{ ...lapsed, ...orderOf(grant), since: at, revision: lapsed.revision + 1 },
    status: lapsed.completion_date ? "completed" : "active",
    grants: [...(lapsed.grants ?? []), ...(grant ? [grant] : [])],
    history: told(lapsed, { at, event: "returned", grant }),
  };
}

/** Lets somebody into a course. Refused with already_enrolled, or Lapsed where there is an enrollment to take up again. */
export function admission(learner: Learner, course: Subject, ticket: Ticket, now: Date): Admission {
  const { grant, lapsed, counting = moreLearners(course.id) } = ticket;
  const around = (write: Step): Step[] => [counting, write, ...counted(learner.id, course.id, 1)];
  if (lapsed) {
    const enrollment = returned(lapsed, grant, now);
    return { enrollment, steps: [...around(rewritten(lapsed, enrollment)), ...restoreCertificate(lapsed)] };
  }
  const enrollment = { ...begun(learner, course, grant ?? "free", now), ...orderOf(grant) };
  return { enrollment, steps: around(step(Enrollments.create(enrollment).params(), refusedNew)) };
}

/** Lets an order's buyer in. */
export const admissionFor = (
  order_id: string,
  course: Subject,
  buyer: Learner,
  now: Date,
  lapsed?: Enrollment,
): Step[] => admission(buyer, course, { grant: `order:${order_id}`, lapsed }, now).steps;

/** One more grant for somebody who is in already. */
export function addition(before: Enrollment, grant: Grant, now: Date): Admission {
  const enrollment: Enrollment = {
    ...{ ...before, revision: before.revision + 1, grants: [...(before.grants ?? []), grant] },
    history: told(before, { at: now.toISOString(), event: "granted", grant }),
  };
  return { enrollment, steps: [rewritten(before, enrollment)] };
}

/**
 * Takes grants away. Access ends with the last of them, or at once where the learner leaves. A course that somebody
 * was in is archived from then on, never deleted.
 */
export function withdrawal(before: Enrollment, taken: Grant[], event: "revoked" | "left", now: Date): Admission {
  const grants = (before.grants ?? []).filter((grant) => !taken.some((one) => one === grant));
  const ends = givesAccess(before) && (event === "left" || grants.length === 0);
  const entries = (taken.length > 0 ? taken : [undefined]).map((grant) => ({ at: now.toISOString(), event, grant }));
  const enrollment: Enrollment = {
    ...{ ...before, grants, revision: before.revision + 1, history: told(before, ...entries) },
    ...(ends ? { status: "cancelled" } : {}),
  };
  const { user_id, course_id } = before;
  const out = ends ? [fewerLearners(course_id), ...counted(user_id, course_id, -1)] : [];
  // Who leaves keeps what they achieved; who loses the right to have been there doesn't.
  const voided = ends && event === "revoked" ? revokeCertificate(before, now) : [];
  return { enrollment, steps: [rewritten(before, enrollment), ...out, ...voided] };
}

/** Whoever finds an enrollment to take up again tries once more, with it. */
export async function orReturning(attempt: (lapsed?: Enrollment) => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof Lapsed)) throw error;
    await attempt(error.enrollment);
  }
}
