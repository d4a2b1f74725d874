import { alarmsFor } from "#infra/alarms";
import { namedMetric } from "#infra/names";
import { stages } from "#infra/stages";
import { call } from "../api";
import { answerMail, mailsTo } from "../inbox";
import { pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { stripeOf } from "../records";
import { refund } from "../refunds";
import { openShop, type Shoppers } from "../shoppers";
import { sumOf, toldIn, undeclared } from "../signals";
import { reconcile, sweep } from "../time";
import { delivered, eventOf, postEvent, resend } from "../webhook";

/** The names that ours have; AWS's metrics are none of ours. */
const names = {
  ...({ stage: "dev", table: "", api: "", vault: "" } as const),
  function: (name: string) => name,
  parked: (name: string) => name,
};

/** What alarms watch of what our own functions tell. */
const watched = alarmsFor(stages.prod)
  .flatMap(({ metrics }) => metrics)
  .filter((metric) => "signal" in metric)
  .map((metric) => namedMetric(names, metric));

describe("what functions tell CloudWatch", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin, { courses: 6 });
    await platform.settled();
  });
  afterAll(() => platform.close());

  /** What was counted while something was done. */
  const counting = async (work: () => Promise<unknown>) => {
    const from = platform.lines.length;
    await work();
    await platform.settled();
    const lines = platform.lines.slice(from);
    return (...signal: [Parameters<typeof sumOf>[1], string]) => sumOf(lines, ...signal);
  };

  it("has a sale in it: the order, its money by currency, who was let in, and the mails", async () => {
    const { payment } = await shop.ordered();
    const from = platform.lines.length;
    const sum = await counting(async () => {
      await pay(platform, payment);
      await delivered(platform);
    });
    expect([sum("OrdersPaid", "projector"), sum("EnrollmentsGranted", "projector")]).toEqual([1, 1]);
    const revenue = toldIn(platform.lines.slice(from)).filter(({ name }) => name === "Revenue");
    expect(revenue).toMatchObject([{ values: [149_900], dimensions: { service: "projector", currency: "INR" } }]);
    expect(sum("MailsSent", "mailer")).toBe(2);
  });

  it("counts a sale once, however often its webhook comes", async () => {
    const { payment } = await shop.paid();
    const event = await eventOf(platform, payment.payment_id, "payment_intent.succeeded");
    const sum = await counting(async () => {
      await resend(platform, event);
      await delivered(platform);
    });
    expect([sum("OrdersPaid", "projector"), sum("EnrollmentsGranted", "projector")]).toEqual([0, 0]);
  });

  it("takes from revenue what goes back", async () => {
    const { order } = await shop.paid();
    const sum = await counting(async () => {
      await refund(platform, admin, order, { amount: 100 });
      await delivered(platform);
    });
    expect([sum("Refunds", "projector"), sum("Revenue", "projector")]).toEqual([1, -10_000]);
  });

  it("has a payment that isn't what was asked for", async () => {
    const sum = await counting(async () => {
      const ordered = await shop.ordered();
      await stripeOf(platform).paymentIntents.update(ordered.payment.payment_id, { amount: 100 });
      await pay(platform, ordered.payment);
      await delivered(platform);
    });
    expect([sum("PaymentsDrifted", "projector"), sum("OrdersPaid", "projector")]).toEqual([1, 0]);
  });

  it("tells a webhook that is refused from one that fails", async () => {
    const { payment } = await shop.paid();
    const event = await eventOf(platform, payment.payment_id, "payment_intent.succeeded");
    const forged = await counting(() =>
      call(platform, "POST /api/webhooks/stripe", { body: event, headers: { "stripe-signature": "t=1,v1=forged" } }),
    );
    expect([forged("RefusedSignatures", "webhooks"), forged("ServerErrors", "webhooks")]).toEqual([1, 0]);

    const mend = platform.cloud.faults.inject(({ service }) =>
      service === "dynamodb" ? { before: "http500" } : undefined,
    );
    const failed = await counting(async () => {
      expect((await postEvent(platform, { ...event, id: "evt_again" })).status).toBe(503);
      mend();
    });
    expect([failed("RefusedSignatures", "webhooks"), failed("ServerErrors", "webhooks")]).toEqual([0, 1]);
  });

  it("counts a mail that can't be sent, and then is", async () => {
    const mend = platform.cloud.faults.inject(({ service }) => (service === "ses" ? { before: "http500" } : undefined));
    const from = platform.lines.length;
    await newPerson(platform);
    const failed = () => sumOf(platform.lines.slice(from), "MailsFailed", "mailer");
    while (failed() === 0) await new Promise((resolve) => setImmediate(resolve));
    mend();
    await platform.settled();
    expect(sumOf(platform.lines.slice(from), "MailsSent", "mailer")).toBe(2);
  });

  it("counts what becomes of mail, and mail that isn't sent for it", async () => {
    const person = await newPerson(platform, { verified: false });
    const [mail] = await mailsTo(platform, person.email);
    const bounced = await counting(() => answerMail(platform, { id: mail?.id ?? "" }, "bounce"));
    expect(bounced("MailBounce", "feedback")).toBe(1);
    const withheld = await counting(() =>
      call(platform, "POST /api/auth/resend-verification", { token: person.token }),
    );
    expect([withheld("MailsWithheld", "mailer"), withheld("MailsSent", "mailer")]).toEqual([1, 0]);
  });

  it("is told by the clock, also when there is nothing to tell", async () => {
    const from = platform.lines.length;
    await sweep(platform);
    await reconcile(platform);
    const told = toldIn(platform.lines.slice(from)).map(({ name, dimensions }) => `${name} by ${dimensions.service}`);
    expect(told).toEqual(
      expect.arrayContaining([
        ...["SweepFailures by sweeper", "PaidNotGranted by sweeper"],
        ...["PaidNotGranted by reconciler", "OrdersDrifted by reconciler"],
      ]),
    );
  });

  it("is what the contract declares, under names that tell nothing of anybody", () => {
    expect(toldIn(platform.lines).flatMap(undeclared)).toEqual([]);
  });

  it.each(watched)("has what an alarm watches: $name of $dimensions.service", ({ namespace, name, dimensions }) => {
    expect(toldIn(platform.lines)).toContainEqual(expect.objectContaining({ namespace, name, dimensions }));
  });
});
