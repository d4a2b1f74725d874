import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { cardsOf } from "./cards";
import { Courses } from "./course.entity";
import { isId } from "./id";
import { type Page, type Paging, readPage } from "./page";
import type { Session } from "./session";
import { ownerOf } from "./slug";
import { count, type List } from "./tally";
import { commit, type Step, step } from "./transaction";

/** A learner's place in a course. `grants` says why: access lasts while one of them does. */
export const Enrollments = new Entity(
  {
    model: { service: "iq", entity: "enrollment", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
      /** The order that paid for it. */
      order_id: { type: "string" },
      /** `free`, or `order:<id>`. */
      grants: { type: "set", items: "string", required: true },
      enrollment_date: { type: "string", required: true },
      completion_date: { type: "string" },
      progress_percentage: { type: "number", required: true },
      status: { type: ["active", "completed", "cancelled"] as const, required: true },
      certificate_issued: { type: "boolean", required: true },
      certificate_url: { type: "string" },
      /** Snapshots for the mail that follows. */
      course_title: { type: "string", required: true },
      user_name: { type: "string", required: true },
      user_email: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["course_id"], template: "enrollment#${course_id}", casing: "none" },
      },
      latest: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["user_id"], template: "enrolled#${user_id}", casing: "none" },
        sk: {
          field: "gsi1sk",
          composite: ["enrollment_date", "course_id"],
          template: "${enrollment_date}#${course_id}",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type Enrollment = EntityItem<typeof Enrollments>;

const listOf = (userId: string): List => ({ name: `enrolled#${userId}`, index: "gsi1" });

interface Learner {
  id: string;
  name: string;
  email: string;
}

const begun = (learner: Learner, course: { id: string; title: string }, grant: string, now: Date): Enrollment => ({
  ...{ user_id: learner.id, user_name: learner.name, user_email: learner.email },
  ...{ course_id: course.id, course_title: course.title },
  ...{ grants: [grant], status: "active", progress_percentage: 0, certificate_issued: false },
  enrollment_date: now.toISOString(),
});

const alreadyEnrolled = () => new Failure("already_enrolled");

/** The steps that grant a course for an order: refused with already_enrolled when there is an enrollment. */
export function grantFor(order: { id: string; course_id: string; title: string }, learner: Learner, now: Date): Step[] {
  const course = { id: order.course_id, title: order.title };
  const row = { ...begun(learner, course, `order:${order.id}`, now), order_id: order.id };
  return [
    step(Enrollments.create(row).params(), alreadyEnrolled),
    step(Courses.patch({ id: course.id }).add({ enrollments: 1 }).params(), () => new Failure("course_not_found")),
    count(listOf(learner.id), 1),
  ];
}

function refusedFree(course: Record<string, unknown> | undefined): Failure {
  return course?.status === "published" ? new Failure("payment_required") : new Failure("course_not_found");
}

/**
 * Enrolls in a free, published course: one transaction whose conditions are the checks.
 * @throws Failure course_not_found, payment_required, already_enrolled
 */
export async function enrollFree(reference: string, learner: Session, now: Date): Promise<Enrollment> {
  const id = isId("crs", reference) ? reference : await ownerOf("course", reference);
  const { data: course } = id ? await Courses.get({ id }).go() : { data: null };
  if (!course) throw new Failure("course_not_found");
  const enrollment = begun(learner, course, "free", now);
  const offered = Courses.patch({ id: course.id })
    .add({ enrollments: 1 })
    .where((now, { eq }) => `${eq(now.status, "published")} AND ${eq(now.price, 0)}`);
  await commit([
    step(offered.params(), refusedFree),
    step(Enrollments.create(enrollment).params(), alreadyEnrolled),
    count(listOf(learner.id), 1),
  ]);
  return enrollment;
}

/** One page of a learner's courses: the enrollments, joined with the courses' cards. */
export async function listEnrolled(learner: Session, paging: Paging, now: Date) {
  const query = Enrollments.query.latest({ user_id: learner.id }).params({ order: "desc" });
  const page: Page<Enrollment> = await readPage(query, paging, (Items) => Enrollments.parse({ Items }).data);
  const cards = await cardsOf(
    page.rows.map(({ course_id }) => course_id),
    now,
  );
  // A course with enrollments is archived instead of deleted: every enrollment has its course.
  const rows = page.rows.flatMap((row) => {
    const course = cards.get(row.course_id);
    return course ? [{ ...row, course }] : [];
  });
  return { ...page, rows };
}
