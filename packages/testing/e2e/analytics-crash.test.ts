import { newId } from "#core/id";
import { call } from "../api";
import { atEveryCall, type Job, usual } from "../crash";
import { writeStory } from "../ledger";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

jest.setTimeout(300_000);

describe("the figures of a payment and its refund", () => {
  let platform: TestPlatform;
  let admin: Person;
  let orders = 0;
  beforeAll(async () => {
    platform = await openTestPlatform({ retryDelayMs: () => 5 });
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const day = new Date("2026-02-10T06:30:00.000Z");

  const job: Job<undefined> = {
    worker: "projector",
    prepare: async () => undefined,
    act: async () => {
      orders++;
      await writeStory(newId("ord", new Date()), day, {
        ...{ placed: 0, currency: "INR", kind: "course", subject: 0 },
        told: [
          { what: "paid", money: 149_900, after: 1 },
          { what: "refunded", money: -50_000, after: 2 },
        ],
      });
      await platform.settled();
      return undefined;
    },
    recover: () => platform.settled(),
    assess: async (_, point) => {
      const { token } = admin;
      const { body } = await call(platform, "GET /api/orders/analytics?from=2026-02-10&to=2026-02-10", { token });
      const [{ placed, paid, gross, refunds, net, cohort_paid }] = body.orders;
      const told = { placed, paid, gross, refunds, net, cohort_paid };
      const [gone, come] = [500 * orders, 1499 * orders];
      const expected = {
        placed: orders,
        paid: orders,
        gross: come,
        refunds: gone,
        net: come - gone,
        cohort_paid: orders,
      };
      expect([point, told]).toEqual([point, expected]);
      const courses = await call(platform, "GET /api/analytics/courses", { token });
      expect([point, courses.body.top.by_revenue[0]?.value]).toEqual([point, come - gone]);
    },
  };

  it.each(usual)("are counted once after $name any of the projector's calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    // What comes after is of records that happened to be delivered together.
    expect(points.slice(0, 3)).toEqual(["BatchGetItem", "BatchGetItem", "TransactWriteItems"]);
  });

  it.each(usual)("are ranked after $name the step that ranks them", async ({ name, plan }) => {
    let met = 0;
    const remove = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-projectorFunction") && action === "UpdateItem" && met++ === 0 ? plan : undefined,
    );
    await job.act(undefined);
    remove();
    expect(met).toBeGreaterThanOrEqual(2);
    await job.assess(undefined, `after ${name} the ranking`);
  });
});
