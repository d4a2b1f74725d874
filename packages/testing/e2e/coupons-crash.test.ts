import { newCoupon, orderWith } from "../coupons";
import { atEveryCall, type Job, usual } from "../crash";
import { violations } from "../invariants";
import { order } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { openShop, type Shopper } from "../shoppers";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

interface Bargain extends Shopper {
  coupon: { code: string };
}

let platform: TestPlatform;
let admin: Person;
let next: () => Promise<Bargain>;
beforeAll(async () => {
  platform = await openTestPlatform({ environments: 8 });
  admin = await newPerson(platform, { role: "admin" });
  const shop = await openShop(platform, admin);
  next = async () => ({
    ...(await shop.next()),
    coupon: await newCoupon(platform, admin, { max_uses: 1, max_uses_per_user: 1 }),
  });
});
afterAll(() => platform.close());

const act = ({ buyer, course, coupon }: Bargain) => orderWith(platform, buyer, course, coupon);

const recover = async (bargain: Bargain) => {
  expect(await act(bargain)).toMatchObject({
    status: 201,
    body: { order: { state: "pending", total_amount: 1349.1 } },
  });
  await platform.settled();
};

/** One open order, with the one use that there is of its coupon. */
const assess = async ({ buyer, course, coupon }: Bargain, point: string) => {
  expect([point, await violations(platform)]).toEqual([point, []]);
  const { order: orders, coupon: coupons } = await readRecords(platform);
  const open = orders.filter(
    (row) => row.user_id === buyer.id && row.course_id === course.id && row.state === "pending",
  );
  expect([point, open]).toMatchObject([point, [{ coupon_code: coupon.code, holding: true }]]);
  expect(coupons.find(({ code }) => code === coupon.code)?.uses).toBe(1);
};

describe("create-payment with a coupon", () => {
  it.each(usual)("asked again, has used it once after $name any of its calls", async (mishap) => {
    const job: Job<Bargain> = { worker: "orders", prepare: next, act, recover, assess };
    const points = await atEveryCall(platform, job, mishap);
    const reads = ["GetItem", "GetItem", "GetItem", "GetItem", "GetItem"];
    expect(points).toEqual([...reads, "TransactWriteItems", "GetSecretValue", "UpdateItem"]);
  });

  it.each(usual)("in place of an open order, has used it once after $name any of its calls", async (mishap) => {
    const prepare = async () => {
      const bargain = await next();
      await order(platform, bargain.buyer, bargain.course);
      await platform.settled();
      return bargain;
    };
    const points = await atEveryCall(platform, { worker: "orders", prepare, act, recover, assess }, mishap);
    expect(points).toContain("TransactWriteItems");
  });
});
