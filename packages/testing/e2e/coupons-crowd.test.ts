import type { Reply } from "../api";
import { newCoupon, orderWith } from "../coupons";
import { newCourse } from "../courses";
import { violations } from "../invariants";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { inSoak } from "../soak";

const crowd = inSoak(100, 40);
/** Registered side by side: each is a password's hash. */
const abreast = 10;

describe("many buyers with a coupon for five", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  it("use it five times between them, whoever comes first", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const course = await newCourse(platform, admin);
    const coupon = await newCoupon(platform, admin, { max_uses: 5 });
    const replies = new Map<string, Reply>();
    const order = (buyer: Person) => orderWith(platform, buyer, course, coupon);
    const buyers: Person[] = [];
    while (buyers.length < crowd)
      buyers.push(...(await Promise.all(Array.from({ length: abreast }, () => newPerson(platform)))));
    const ask = async (some: Person[]) => {
      const asked = await Promise.all(some.map(async (buyer) => [buyer, await order(buyer)] as const));
      for (const [buyer, reply] of asked) replies.set(buyer.id, reply);
    };
    await ask(buyers);
    // Whom a busy gateway turned away asks again, as clients do.
    for (const buyer of buyers) if (replies.get(buyer.id)?.status === 503) await ask([buyer]);
    await platform.cloud.triggers.idle(120_000);

    const answers: Record<string, number> = {};
    for (const { status, body } of replies.values()) {
      const answer = status === 201 ? "ordered" : String(body.code ?? status);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
    expect(answers).toEqual({ ordered: 5, coupon_exhausted: crowd - 5 });
    const { coupon: coupons, order: orders } = await readRecords(platform);
    expect(coupons).toMatchObject([{ code: coupon.code, uses: 5 }]);
    expect(orders).toHaveLength(5);
    expect(await violations(platform)).toEqual([]);
  }, 480_000);
});
