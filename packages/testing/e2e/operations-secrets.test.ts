import { call } from "../api";
import { newCourse } from "../courses";
import { linkToken, mailsTo } from "../inbox";
import { operated, operatedAlone } from "../operator";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { signedInAgain } from "../time";

/** Longer than functions keep a secret. */
const aWhile = 6 * 60_000;

describe("secrets", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    for (const title of ["One", "Two"]) await newCourse(platform, admin, { title });
    await platform.settled();
  });
  afterAll(() => platform.close());

  const ops = (...words: string[]) => operated(platform, ...words);

  const cursor = async (): Promise<string> => (await call(platform, "GET /api/courses?limit=1")).body.nextCursor;
  const statusOf = async (cursor: string) =>
    (await call(platform, `GET /api/courses?limit=1&cursor=${encodeURIComponent(cursor)}`)).status;

  const verify = async ({ email }: Person) => {
    const mails = await mailsTo(platform, email);
    const token = linkToken(mails.find(({ subject }) => subject.startsWith("Confirm")) ?? mailless);
    return (await call(platform, "POST /api/auth/verify-email", { body: { token } })).status;
  };
  const mailless = { id: "", headers: {}, subject: "", text: "", html: "" };

  it("are shown by what they are, never by their values", async () => {
    const shown = await ops("secrets", "show");
    expect(shown).toMatchObject({ code: 0, said: expect.stringMatching(/APP_KEY +random, as it should be/) });
    expect(shown.said).toMatch(/STRIPE_SECRET_KEY +set/);
    expect(shown.said).not.toContain("sk_test_local");
  });

  it("come by stdin only, and look like what they are", async () => {
    const set = (words: string[], input: string) =>
      operatedAlone(["secrets", "set", ...words, "--stage", "dev"], { input });
    expect(await set(["STRIPE_SECRET_KEY", "sk_test_onargv"], "")).toMatchObject({ code: 2 });
    expect(await set(["STRIPE_SECRET_KEY"], "whsec_of_another_line\n")).toMatchObject({ code: 2 });
    const done = await set(["RAZORPAY_WEBHOOK_SECRET"], "razorpay_local_webhook\n");
    expect(done).toMatchObject({ code: 0, said: expect.not.stringContaining("razorpay_local_webhook") });
  });

  it("rotated, leave what was signed before good, until it is retired", async () => {
    const [early, person] = [await cursor(), await newPerson(platform, { verified: false })];
    expect(await ops("secrets", "rotate", "APP_KEY")).toMatchObject({ code: 0 });
    platform.ahead += aWhile;

    const late = await cursor();
    expect(late).not.toBe(early);
    expect([await statusOf(early), await statusOf(late), await verify(person)]).toEqual([200, 200, 200]);
    expect(await ops("secrets", "rotate", "APP_KEY")).toMatchObject({ code: 2 });

    expect(await ops("secrets", "retire", "APP_KEY")).toMatchObject({ code: 2 });
    expect(await statusOf(early)).toBe(200);
    expect(await ops("secrets", "retire", "APP_KEY", "--yes")).toMatchObject({ code: 0 });
    platform.ahead += aWhile;
    expect([await statusOf(early), await statusOf(late)]).toEqual([400, 200]);
  });

  it("rotated a moment before a mail is made, don't spoil its link, though each function has another key by then", async () => {
    await newPerson(platform, { verified: false });
    expect(await ops("secrets", "rotate", "APP_KEY")).toMatchObject({ code: 0 });
    // The mailer is new, and reads the new key; whoever registers somebody has still the old one.
    const mailer = platform.cloud.deployment
      .resources("AWS::Lambda::Function")
      .find(({ logicalId }) => logicalId.startsWith("mailerFunction"));
    await platform.cloud.reload(mailer?.logicalId ?? "");
    expect(await verify(await newPerson(platform, { verified: false }))).toBe(200);
  });

  async function buy(): Promise<string> {
    const buyer = await newPerson(platform);
    const { body } = await order(platform, buyer, await newCourse(platform, await signedInAgain(platform, admin)));
    await pay(platform, body.payment);
    platform.ahead += 11_000;
    await platform.settled();
    const found = await call(platform, `GET /api/orders/${body.order.id}`, { token: buyer.token });
    return found.body.order.payment_status ?? found.body.order.status;
  }

  const endpoints = async () => {
    const { endpointsAt } = await import("#adapters/stripe.endpoint");
    return endpointsAt(`${platform.cloud.urls.api}/api/webhooks/stripe`);
  };

  it("of webhooks are made by registering, which is done once, and events come by the endpoint", async () => {
    expect(await ops("webhooks", "show")).toMatchObject({ code: 1 });
    expect(await ops("webhooks", "register", "--dry-run")).toMatchObject({ code: 0 });
    expect(await ops("webhooks", "show")).toMatchObject({ code: 1 });
    expect(await ops("webhooks", "register")).toMatchObject({ code: 0 });
    expect(await ops("webhooks", "register")).toMatchObject({
      code: 0,
      said: expect.stringContaining("as it should be"),
    });
    expect(await endpoints()).toHaveLength(1);
    platform.ahead += aWhile;
    const completed = await buy();
    expect(completed).toBe("completed");
  });

  it("of webhooks are rotated without an event being lost or counted twice", async () => {
    expect(await ops("webhooks", "rotate")).toMatchObject({ code: 0 });
    expect(await endpoints()).toHaveLength(2);
    // Functions still have the first one's secret.
    expect(await buy()).toBe("completed");
    platform.ahead += aWhile;
    expect(await buy()).toBe("completed");
    const { takeCensus } = await import("#core/census");
    expect(await takeCensus()).toEqual([]);

    const [first, second] = await endpoints();
    expect(await ops("webhooks", "retire", "--yes")).toMatchObject({ code: 0 });
    expect((await endpoints()).map(({ id }) => id)).toEqual([second?.id]);
    expect(first?.id).not.toBe(second?.id);
    platform.ahead += aWhile;
    expect(await buy()).toBe("completed");
  });

  it("of webhooks: an endpoint that somebody has changed is told, and brought to what it should be", async () => {
    const { stripe } = await import("#adapters/stripe.client");
    const [{ id } = { id: "" }] = await endpoints();
    await (await stripe()).webhookEndpoints.update(id, { enabled_events: ["customer.created"], disabled: true });
    expect(await ops("webhooks", "show")).toMatchObject({
      code: 1,
      said: expect.stringMatching(/is disabled.*isn't told of/),
    });
    expect(await ops("webhooks", "register")).toMatchObject({ code: 0 });
    expect(await ops("webhooks", "show")).toMatchObject({ code: 0 });
  });
});
