import { Failure } from "#contract/failure";
import { type Admission, addition, admission, withdrawal } from "./admission";
import { audited } from "./audit";
import { type Course, Courses } from "./course.entity";
import { type Enrollment, Enrollments, givesAccess } from "./enrollment.entity";
import { isId } from "./id";
import type { Session } from "./session";
import { ownerOf } from "./slug";
import { commit, type Step, step } from "./transaction";
import { type User, Users } from "./user.entity";

export async function find(user_id: string, course_id: string): Promise<Enrollment | undefined> {
  const { data } = await Enrollments.get({ user_id, course_id }).go({ consistent: true });
  return data ?? undefined;
}

function refusedFree(course: Record<string, unknown> | undefined): Failure {
  return course?.status === "published" ? new Failure("payment_required") : new Failure("course_not_found");
}

/** Into a course that costs nothing: the conditions of the transaction are the checks. */
function freely(course: Course, learner: Session, lapsed: Enrollment | undefined, now: Date): Admission {
  const offered = Courses.patch({ id: course.id })
    .add({ enrollments: 1 })
    .where((present, { eq }) => `${eq(present.status, "published")} AND ${eq(present.price, 0)}`);
  const counting = step(offered.params(), refusedFree);
  return admission(learner, course, { grant: "free", lapsed, counting }, now);
}

async function courseOf(reference: string): Promise<Course> {
  const id = isId("crs", reference) ? reference : await ownerOf("course", reference);
  const { data } = id ? await Courses.get({ id }).go() : { data: null };
  if (!data) throw new Failure("course_not_found");
  return data;
}

async function committed({ steps, enrollment }: Admission, ...more: Step[]): Promise<Enrollment> {
  await commit([...steps, ...more]);
  return enrollment;
}

/**
 * Enrolls in a free, published course, or takes up an enrollment again that was left and is still paid for or granted.
 * @throws Failure course_not_found, payment_required, already_enrolled, edited_meanwhile
 */
export async function enroll(reference: string, learner: Session, now: Date): Promise<Enrollment> {
  const course = await courseOf(reference);
  const present = await find(learner.id, course.id);
  if (present && givesAccess(present)) throw new Failure("already_enrolled");
  return committed(
    present?.grants?.length
      ? admission(learner, course, { lapsed: present }, now)
      : freely(course, learner, present, now),
  );
}

/**
 * Leaves a course. Progress and certificate stay, and so does what was paid for or granted: it lets back in.
 * @throws Failure course_not_found, not_enrolled, edited_meanwhile
 */
export async function leave(reference: string, learner: Session, now: Date): Promise<Enrollment> {
  const { id } = await courseOf(reference);
  const present = await find(learner.id, id);
  if (!present || !givesAccess(present)) throw new Failure("not_enrolled");
  const free = (["free"] as const).filter((grant) => present.grants?.includes(grant));
  return committed(withdrawal(present, free, "left", now));
}

function granting(course: Course, learner: User, present: Enrollment | undefined, now: Date): Admission {
  if (!present || !givesAccess(present)) return admission(learner, course, { grant: "admin", lapsed: present }, now);
  if (present.grants?.includes("admin")) throw new Failure("already_enrolled");
  return addition(present, "admin", now);
}

/**
 * Lets somebody into a course by an admin's hand, beside whatever else they have it by.
 * @throws Failure course_not_found, user_not_found, already_enrolled where an admin did so before
 */
export async function grant(reference: string, given: { user_id: string; reason: string }, by: Session, now: Date) {
  const course = await courseOf(reference);
  const { data: learner } = await Users.get({ id: given.user_id }).go();
  if (!learner || learner.deleted_at) throw new Failure("user_not_found");
  const granted = granting(course, learner, await find(learner.id, course.id), now);
  return committed(granted, ...audited(by, "enrollment.grant", course.id, given, now));
}

/**
 * Takes away what nobody paid for. What was bought stays: that is for a refund to take.
 * @throws Failure course_not_found, not_enrolled, edited_meanwhile
 */
export async function revoke(reference: string, user_id: string, by: Session, now: Date): Promise<Enrollment> {
  const course = await courseOf(reference);
  const present = await find(user_id, course.id);
  const taken = (["free", "admin"] as const).filter((grant) => present?.grants?.includes(grant));
  if (!present || taken.length === 0) throw new Failure("not_enrolled", { detail: "Nothing here was given for free" });
  const revoked = withdrawal(present, taken, "revoked", now);
  return committed(revoked, ...audited(by, "enrollment.revoke", course.id, { user_id, taken }, now));
}
