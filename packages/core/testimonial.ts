import { Failure } from "#contract/failure";
import type { NewTestimonial, TestimonialChange } from "#contract/testimonial";
import { present } from "./attributes";
import { audited } from "./audit";
import { Courses } from "./course.entity";
import { Enrollments, givesAccess } from "./enrollment.entity";
import { newId } from "./id";
import type { Session } from "./session";
import { Reviews, type Testimonial, Testimonials } from "./testimonial.entity";
import { check, commit, type Step, step } from "./transaction";

const missing = () => new Failure("testimonial_not_found");
const notEnrolled = () => new Failure("not_enrolled");

async function find(id: string): Promise<Testimonial> {
  const { data } = await Testimonials.get({ id }).go({ consistent: true });
  if (!data) throw missing();
  return data;
}

/** The demand that somebody is enrolled while this is written. */
const enrolled = ({ user_id, course_id }: Testimonial): Step =>
  check(
    Enrollments.delete({ user_id, course_id })
      .where(({ status }, { eq }) => `${eq(status, "active")} OR ${eq(status, "completed")}`)
      .params(),
    notEnrolled,
  );

/**
 * A review, for an admin to approve.
 * @throws Failure email_unverified, not_enrolled, already_reviewed
 */
export async function create(input: NewTestimonial, by: Session, now: Date): Promise<Testimonial> {
  if (!by.email_verified) throw new Failure("email_unverified");
  const { course_id } = input;
  const [{ data: enrollment }, { data: course }] = await Promise.all([
    Enrollments.get({ user_id: by.id, course_id }).go({ consistent: true }),
    Courses.get({ id: course_id }).go(),
  ]);
  if (!course || !enrollment || !givesAccess(enrollment)) throw notEnrolled();
  const at = now.toISOString();
  const testimonial: Testimonial = {
    ...{ id: newId("tst", now), user_id: by.id, user_name: by.name, course_id, course_title: course.title },
    ...present({ rating: input.rating, content: input.content, title: input.title ?? undefined }),
    ...{ status: "pending", featured: false, created_at: at, updated_at: at },
  };
  const claim = { user_id: by.id, course_id, testimonial_id: testimonial.id };
  await commit([
    enrolled(testimonial),
    step(Reviews.create(claim).params(), () => new Failure("already_reviewed")),
    step(Testimonials.create(testimonial).params()),
  ]);
  return testimonial;
}

/** What a course's rating is made of, moved with the review: it counts while it is approved. */
function ratingSteps({ course_id, rating }: Testimonial, before: boolean, after: boolean): Step[] {
  const change = Number(after) - Number(before);
  if (change === 0) return [];
  const moved = Courses.patch({ id: course_id }).add({ rating_sum: change * rating, total_ratings: change });
  return [step(moved.params(), () => new Failure("course_not_found"))];
}

const isApproved = ({ status }: Pick<Testimonial, "status">): boolean => status === "approved";

const overtaken = (row: unknown) => (row ? new Failure("edited_meanwhile") : missing());

/** Approves, rejects, takes back, features. @throws Failure testimonial_not_found, course_not_found, edited_meanwhile */
export async function moderate(id: string, input: TestimonialChange, by: Session, now: Date): Promise<Testimonial> {
  const before = await find(id);
  const { status = before.status, featured = before.featured, reason } = input;
  const change = { status, featured, updated_at: now.toISOString() };
  const write = Testimonials.patch({ id })
    .set(change)
    .where((present, { eq }) => eq(present.status, before.status));
  const detail = { from: before.status, to: status, featured, reason };
  await commit([
    step(write.params(), overtaken),
    ...ratingSteps(before, isApproved(before), isApproved({ status })),
    ...audited(by, "testimonial.moderate", id, detail, now),
  ]);
  return { ...before, ...change };
}

/** Deletes it, for its author or an admin; the course can be reviewed anew. @throws Failure testimonial_not_found, not_owner */
export async function remove(id: string, by: Session, now: Date): Promise<void> {
  const before = await find(id);
  const own = before.user_id === by.id;
  if (!own && by.role !== "admin") throw new Failure("not_owner");
  const { user_id, course_id, status } = before;
  const unchanged = Testimonials.delete({ id }).where((present, { eq }) => eq(present.status, status));
  await commit([
    step(unchanged.params(), overtaken),
    step(Reviews.delete({ user_id, course_id }).params()),
    ...ratingSteps(before, isApproved(before), false),
    ...(own ? [] : audited(by, "testimonial.delete", id, { status }, now)),
  ]);
}
