import { call } from "../api";
import { atEveryCall, doubts, type Job, usual } from "../crash";
import { violations } from "../invariants";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { type Ordered, openShop, type Shoppers } from "../shoppers";
import { delivered } from "../webhook";

/** Seconds that the stream waits before the retry of that number: one, doubled, up to a minute. */
const seconds = (retry: number): number => Math.min(60, 2 ** (retry - 1));

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(240_000);

describe("what follows from a payment", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform({
      // The time of waiting passes, without being waited for.
      retryDelayMs: (retry) => {
        platform.ahead += seconds(retry) * 1000;
        return 5;
      },
    });
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin, { courses: 3 });
  });
  afterAll(() => platform.close());

  const known = new Set<string>();

  /** What has come to be wrong since it was last asked. */
  const newViolations = async (): Promise<string[]> => {
    const found = (await violations(platform)).filter((violation) => !known.has(violation));
    for (const violation of found) known.add(violation);
    return found;
  };

  const jobOf = (worker: string, assess: Job<Ordered>["assess"]): Job<Ordered> => ({
    worker,
    prepare: () => shop.ordered(),
    act: async ({ payment }) => {
      await pay(platform, payment);
      await delivered(platform);
      return undefined;
    },
    recover: () => delivered(platform),
    assess,
  });

  // First: a record that is older than a quarter of an hour isn't delivered any more, and the others move the clock.
  it("is counted and mailed once, however often the whole stream is delivered again", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment);
    await delivered(platform);
    await newViolations();
    for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
    await platform.settled();
    expect(await newViolations()).toEqual([]);
  });

  it.each(doubts)("is counted once after $name any of the projector's calls", async (doubt) => {
    const job = jobOf("projector", async (_, point) => expect([point, await newViolations()]).toEqual([point, []]));
    const points = await atEveryCall(platform, job, doubt);
    expect(points.length).toBeGreaterThanOrEqual(6);
    expect(points.filter((action) => action === "TransactWriteItems").length).toBeGreaterThanOrEqual(2);
  });

  /** Where SES has the mail and the mailer can't know: before its answer has come, or before that was written down. */
  const window =
    /(a crash|a lost answer|an internal failure) (after|to) call \d+, SendRawEmail|a crash before call \d+, UpdateItem/;

  const mail = ["TransactWriteItems", "GetItem", "SendRawEmail", "UpdateItem"];

  it.each(usual)("is mailed once after $name any of the mailer's calls, but for the window", async (mishap) => {
    const twice: string[] = [];
    const job = jobOf("mailer", async ({ order, buyer, course }, point) => {
      const found = await newViolations();
      const receipt = `${order.id} has 2 receipts`;
      const enrollment = `${buyer.email} got 2 mails about ${course.id}`;
      if (window.test(point)) expect([[receipt], [enrollment]]).toContainEqual(found);
      else expect([point, found]).toEqual([point, []]);
      if (found.length > 0) twice.push(point);
    });
    const points = await atEveryCall(platform, job, mishap);
    // The receipt waits for its invoice: it comes with the way in, or after it.
    expect(points.length).toBeGreaterThanOrEqual(mail.length);
    expect(points).toEqual([...mail, ...mail].slice(0, points.length));
    expect(twice.length).toBe(
      points.filter((action, n) => window.test(`${mishap.name} call ${n + 1}, ${action}`)).length,
    );
  });

  it.each(doubts)(
    "that goes back is mailed once after $name any of the mailer's calls, but for the window",
    async (doubt) => {
      let refunder: Person;
      const job: Job<Ordered> = {
        ...jobOf("mailer", async (_, point) => {
          const found = await newViolations();
          if (window.test(point)) expect([point, found]).toEqual([point, [expect.stringMatching(/was told 2 times/)]]);
          else expect([point, found]).toEqual([point, []]);
        }),
        prepare: async () => {
          const ordered = await shop.ordered();
          await pay(platform, ordered.payment);
          // A new one each time: the token would be over, time being moved by every wait. Their own mails come before.
          refunder = await newPerson(platform, { role: "admin" });
          await delivered(platform);
          return ordered;
        },
        act: async ({ order: { id } }) => {
          const refund = { token: refunder.token, body: { reason: "As agreed" } };
          expect((await call(platform, `POST /api/orders/${id}/refund`, refund)).status).toBe(201);
          await delivered(platform);
          return undefined;
        },
      };
      expect(await atEveryCall(platform, job, doubt)).toEqual(mail);
    },
  );
});
