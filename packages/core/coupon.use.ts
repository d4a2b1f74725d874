import { Failure } from "#contract/failure";
import { type Coupon, Coupons, CouponUses, findCoupon } from "./coupon.entity";
import type { Order } from "./order.entity";
import { type Step, step } from "./transaction";

// Uses of coupons change hands in the transactions of the orders that have them, and their limits are conditions there.

const allUsed = (): Failure => new Failure("coupon_exhausted");
const usedByYou = (): Failure => new Failure("coupon_exhausted", { detail: "You have used it as often as you may" });

/**
 * Takes one use, on the terms that were read: the condition compares the row's two numbers with each other.
 * @param stale what its transaction throws when the terms were edited meanwhile
 */
export function useOf(
  { code, revision, max_uses_per_user: most }: Coupon,
  user_id: string,
  stale: () => Error,
): Step[] {
  const one = Coupons.patch({ code })
    .add({ uses: 1 })
    .set({ referred: true })
    .where(
      (row, { eq, name, notExists }) =>
        `${eq(row.revision, revision)} AND (${notExists(row.max_uses)} OR ${name(row.uses)} < ${name(row.max_uses)})`,
    );
  const own = CouponUses.upsert({ user_id, code }).add({ uses: 1 });
  const limited = (limit: number) =>
    own.where(({ uses }, { lt, notExists }) => `${notExists(uses)} OR ${lt(uses, limit)}`);
  return [
    step(one.params(), (present) => (present?.revision === revision ? allUsed() : stale())),
    step((most === undefined ? own : limited(most)).params(), usedByYou),
  ];
}

/** Gives back the use that an unpaid order kept. */
export function useReturned({ user_id, coupon_code: code }: Pick<Order, "user_id" | "coupon_code">): Step[] {
  if (!code) return [];
  return [
    step(Coupons.patch({ code }).add({ uses: -1 }).params()),
    step(CouponUses.patch({ user_id, code }).add({ uses: -1 }).params()),
  ];
}

/**
 * The use that a paid order has: the one that it kept, or another, where it had been given up. Whether the coupon is
 * still in time doesn't matter: the price that was agreed has been paid.
 * @param stale what its transaction throws when the coupon was edited meanwhile
 */
export async function useAgain(order: Order, stale: () => Error): Promise<Step[]> {
  if (order.holding || !order.coupon_code) return [];
  const coupon = await findCoupon(order.coupon_code);
  if (!coupon) throw new Error(`${order.id} had a coupon that is gone`);
  return useOf(coupon, order.user_id, stale);
}

/** Refuses what is used up by what was read: a crowd that comes too late needn't queue for the row. @throws Failure coupon_exhausted */
export function requireSomeLeft({ uses, max_uses = Number.POSITIVE_INFINITY }: Coupon): void {
  if (uses >= max_uses) throw allUsed();
}

/** Whether somebody could use it now, without using it. @throws Failure coupon_exhausted */
export async function requireLeft(coupon: Coupon, user_id: string): Promise<void> {
  const { code, max_uses_per_user } = coupon;
  requireSomeLeft(coupon);
  if (max_uses_per_user === undefined) return;
  const { data: own } = await CouponUses.get({ user_id, code }).go({ consistent: true });
  if (own && own.uses >= max_uses_per_user) throw usedByYou();
}
