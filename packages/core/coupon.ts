import type { CouponChange, NewCoupon } from "#contract/coupon";
import { Failure } from "#contract/failure";
import { cleared, present } from "./attributes";
import { audited } from "./audit";
import { type Coupon, Coupons, findCoupon } from "./coupon.entity";
import { requireSound } from "./coupon.shape";
import { isId, newId } from "./id";
import { type Page, type Paging, readPage } from "./page";
import type { Session } from "./session";
import { count, type List } from "./tally";
import { commit, step } from "./transaction";

const missing = () => new Failure("coupon_not_found");
const overtaken = () => new Failure("edited_meanwhile");

const listAll: List = { name: "coupons#all", index: "gsi1" };
const listOf = (active: boolean): List => ({ name: `coupons#active:${active}`, index: "gsi2" });

const parse = (Items: Record<string, unknown>[]): Coupon[] => Coupons.parse({ Items }).data;

/** Latest first; switched on or off as `active` says. */
export function listCoupons({ active }: { active?: "true" | "false" }, paging: Paging): Promise<Page<Coupon>> {
  const order = { order: "desc" } as const;
  if (active === undefined) return readPage(Coupons.query.all({}).params(order), paging, parse);
  return readPage(Coupons.query.byActivity({ active: active === "true" }).params(order), paging, parse);
}

async function byId(id: string): Promise<Coupon | undefined> {
  const { data } = await Coupons.query.byId({ id }).go({ limit: 1 });
  return data[0];
}

/** By id or code. @throws Failure coupon_not_found */
export async function find(reference: string): Promise<Coupon> {
  const found = isId("cpn", reference) ? await byId(reference) : await findCoupon(reference);
  if (!found) throw missing();
  return found;
}

/** Times as they sort: to the millisecond. */
function inMilliseconds({ starts_at, ends_at }: CouponChange) {
  const whole = (at: string | null | undefined) => (at ? new Date(at).toISOString() : at);
  return {
    ...(starts_at === undefined ? {} : { starts_at: whole(starts_at) }),
    ...(ends_at === undefined ? {} : { ends_at: whole(ends_at) }),
  };
}

/** @throws Failure coupon_exists, invalid_input for terms that don't go together */
export async function create(input: NewCoupon, by: Session, now: Date): Promise<Coupon> {
  const at = now.toISOString();
  const { code, kind, value, active, ...terms } = { ...input, ...inMilliseconds(input) };
  const coupon: Coupon = {
    ...present(terms),
    ...{ id: newId("cpn", now), code, kind, value, active, uses: 0 },
    ...{ created_by: by.id, revision: 1, created_at: at, updated_at: at },
  };
  requireSound(coupon);
  await commit([
    step(Coupons.create(coupon).params(), () => new Failure("coupon_exists")),
    ...[listAll, listOf(active)].map((list) => count(list, 1)),
    ...audited(by, "coupon.create", coupon.id, { code, kind, value }, now),
  ]);
  return coupon;
}

/** One edit's steps: what changes, and the lists that it moves between. */
function edited(before: Coupon, change: Partial<Coupon>, gone: (keyof Coupon)[]) {
  const { code, id, created_at, revision, active } = before;
  const next = { active, ...change, revision: revision + 1 };
  const patch = Coupons.patch({ code }).set(next).composite({ created_at, id });
  const whole = gone.length > 0 ? patch.remove(gone as "description"[]) : patch;
  const { max_uses } = change;
  const write = whole.where((row, { eq, lte }) =>
    [eq(row.revision, revision), ...(max_uses === undefined ? [] : [lte(row.uses, max_uses)])].join(" AND "),
  );
  const fewer = () => new Failure("wrong_state", { detail: "It has been used more often than that" });
  const refused = step(write.params(), (row) => (row && row.revision === revision ? fewer() : overtaken()));
  if (next.active === active) return [refused];
  return [refused, count(listOf(active), -1), count(listOf(next.active), 1)];
}

/**
 * Changes what is named, null takes it away.
 * @throws Failure coupon_not_found, edited_meanwhile, wrong_state for fewer uses than there have been, invalid_input
 */
export async function update(reference: string, input: CouponChange, by: Session, now: Date): Promise<Coupon> {
  const before = await find(reference);
  const given = { ...input, ...inMilliseconds(input) };
  const gone = cleared(given);
  const change = { ...present(given), updated_at: now.toISOString() } as Partial<Coupon>;
  const kept = Object.fromEntries(
    Object.entries(before).filter(([name]) => !gone.includes(name as keyof CouponChange)),
  );
  const after = { ...kept, ...change, revision: before.revision + 1 } as Coupon;
  requireSound(after);
  const record = audited(by, "coupon.update", before.id, { fields: Object.keys(input) }, now);
  await commit([...edited(before, change, gone), ...record]);
  return after;
}

/** Deletes what was never used; switches off anything else. @throws Failure coupon_not_found, edited_meanwhile */
export async function remove(reference: string, by: Session, now: Date): Promise<"deleted" | "switched off"> {
  const before = await find(reference);
  const { id, code, active, revision, referred } = before;
  if (referred) {
    const change = { active: false, updated_at: now.toISOString() };
    await commit([...edited(before, change, []), ...audited(by, "coupon.deactivate", id, { code }, now)]);
    return "switched off";
  }
  const unused = Coupons.delete({ code }).where(
    (row, { eq, notExists }) => `${eq(row.revision, revision)} AND ${notExists(row.referred)}`,
  );
  await commit([
    step(unused.params(), overtaken),
    ...[listAll, listOf(active)].map((list) => count(list, -1)),
    ...audited(by, "coupon.delete", id, { code }, now),
  ]);
  return "deleted";
}
