import { Failure } from "#contract/failure";
import { admissionFor, orReturning, withdrawal } from "./admission";
import { findPublished } from "./course";
import { Courses } from "./course.entity";
import { find as findEnrollment } from "./enrollment";
import { givesAccess } from "./enrollment.entity";
import type { Kind } from "./offer";
import { buyerOf, type Order } from "./order.entity";
import { type Step, step } from "./transaction";

/** Once ordered, a course is archived instead of deleted. */
const markOrdered = (id: string): Step =>
  step(Courses.patch({ id }).set({ referred: true }).params(), () => new Failure("course_not_found"));

async function requireUnowned(user_id: string, course_id: string): Promise<void> {
  const present = await findEnrollment(user_id, course_id);
  if (present && givesAccess(present)) throw new Failure("already_enrolled");
  if (present?.grants?.length) throw new Failure("already_enrolled", { detail: "It is yours: enroll again" });
}

const grantOf = (order: Order) => `order:${order.id}` as const;

/** Courses are there for everybody: nothing is kept for a buyer, and what is bought is an enrollment. */
export const courseKind: Kind = {
  find: async (reference) => {
    const { id, title, price, currency, category_id, referred } = await findPublished(reference);
    return { kind: "course", id, title, price, currency, category_id, referred };
  },
  hold: async ({ id, referred }, buyer) => {
    await requireUnowned(buyer.id, id);
    return referred ? [] : [markOrdered(id)];
  },
  handOver: () => [],
  release: () => [],
  grant: (order, now, commitWith) => {
    const course = { id: order.course_id ?? "", title: order.title };
    return orReturning((lapsed) => commitWith(admissionFor(order.id, course, buyerOf(order), now, lapsed)));
  },
  revoke: async (order, now) => {
    const enrollment = await findEnrollment(order.user_id, order.course_id ?? "");
    if (!enrollment?.grants?.includes(grantOf(order))) return [];
    return withdrawal(enrollment, [grantOf(order)], "revoked", now).steps;
  },
};
