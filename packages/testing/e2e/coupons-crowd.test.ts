import { newCoupon, orderWith } from "../coupons";
import { newCourse } from "../courses";
import { violations } from "../invariants";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";

const crowd = 100;
/** Registered side by side: each is a password's hash. */
const abreast = 20;

describe("a hundred buyers with a coupon for five", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
  });
  afterAll(() => platform.close());

  it("use it five times between them, whoever comes first", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const course = await newCourse(platform, admin);
    const coupon = await newCoupon(platform, admin, { max_uses: 5 });
    const buyers: Person[] = [];
    while (buyers.length < crowd)
      buyers.push(...(await Promise.all(Array.from({ length: abreast }, () => newPerson(platform)))));
    const replies = await Promise.all(buyers.map((buyer) => orderWith(platform, buyer, course, coupon)));
    await platform.cloud.triggers.idle(120_000);

    const answers = replies.map(({ status, body }) => (status === 201 ? "ordered" : body.code));
    expect(answers.filter((answer) => answer === "ordered")).toHaveLength(5);
    expect(answers.filter((answer) => answer === "coupon_exhausted")).toHaveLength(crowd - 5);
    const { coupon: coupons, order } = await readRecords(platform);
    expect(coupons).toMatchObject([{ code: coupon.code, uses: 5 }]);
    expect(order).toHaveLength(5);
    expect(await violations(platform)).toEqual([]);
  }, 240_000);
});
