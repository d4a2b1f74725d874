import { randomUUID } from "node:crypto";
import { call, type Reply } from "../api";
import { functionNamed } from "../elsewhere";
import { answerMail, linkToken, type Mail, mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, minute, pass, signedInAgain } from "../time";

describe("what becomes of a mail", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const subjectsTo = async ({ email }: { email: string }) =>
    (await mailsTo(platform, email)).map(({ subject }) => subject).toSorted();

  const welcomeOf = async ({ email }: { email: string }): Promise<Mail> => {
    const found = (await mailsTo(platform, email)).find(({ subject }) => subject === "Welcome to Insta iQ");
    if (!found) throw new Error(`${email} was not welcomed`);
    return found;
  };

  let signedInAt = 0;
  /** As the admin, whose token ends after a quarter of an hour, and who may not sign in all the time. */
  async function asAdmin(route: string): Promise<Reply> {
    if (platform.ahead - signedInAt > 10 * minute) {
      admin = await signedInAgain(platform, admin);
      signedInAt = platform.ahead;
    }
    return call(platform, route, { token: admin.token });
  }

  const seenByAdmin = async ({ id }: { id: string }) => (await asAdmin(`GET /api/users/${id}`)).body.user;

  const lift = ({ id }: { id: string }) => asAdmin(`DELETE /api/users/${id}/suppression`);

  const resendTo = ({ token }: Person) => call(platform, "POST /api/auth/resend-verification", { token, body: {} });

  const forgotten = ({ email }: { email: string }) =>
    call(platform, "POST /api/auth/forgot-password", { body: { email } });

  /** Somebody unverified whose first mail met that. */
  async function somebodyWhose(feedback: "bounce" | "complaint" | "ooto" | "delay" | "suppressionlist") {
    const person = await newPerson(platform, { verified: false });
    await answerMail(platform, await welcomeOf(person), feedback);
    return person;
  }

  const first = ["Confirm your e-mail address", "Welcome to Insta iQ"];

  it.each([
    ["bounce", "bounced", "smtp; 550 5.1.1 user unknown"],
    ["suppressionlist", "bounced", "5.1.1"],
    ["complaint", "complained", "abuse"],
  ] as const)(
    "shows a %s on whoever it was for, to them and to admins, and ends their mail",
    async (feedback, mail_status, mail_status_reason) => {
      const person = await somebodyWhose(feedback);
      await resendTo(person);
      expect(await subjectsTo(person)).toEqual(first);
      const shown = { mail_status, mail_status_reason, mail_status_at: expect.stringMatching(/^20.*Z$/) };
      expect(await seenByAdmin(person)).toMatchObject(shown);
      const own = await call(platform, "GET /api/auth/profile", { token: person.token });
      expect(own.body.user).toMatchObject(shown);
    },
  );

  it.each(["ooto", "delay"] as const)("is nothing to worry about, if it's only %s", async (feedback) => {
    const person = await somebodyWhose(feedback);
    await resendTo(person);
    expect(await subjectsTo(person)).toEqual([first[0], ...first]);
    expect(await seenByAdmin(person)).toMatchObject({ mail_status: "ok", mail_status_at: null });
  });

  it("is known of SES's own simulator, whatever the label", async () => {
    const email = `bounce+${randomUUID().slice(0, 8)}@simulator.amazonses.com`;
    const body = { name: "Simulated", email, password: "password123" };
    const { user } = (await call(platform, "POST /api/auth/register", { body })).body;
    await platform.settled();
    expect(await seenByAdmin(user)).toMatchObject({ mail_status: "bounced" });
  });

  it("is on record when there is none: which, and why", async () => {
    const person = await somebodyWhose("complaint");
    await resendTo(person);
    await platform.settled();
    const { documents, store } = await import("#adapters/table");
    const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
    const withheld: unknown[] = [];
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: store.table }))
      withheld.push(...Items.filter(({ __edb_e__, withheld }) => __edb_e__ === "delivery" && withheld !== undefined));
    expect(withheld).toContainEqual(
      expect.objectContaining({ name: expect.stringMatching(/^link#/), withheld: "complained" }),
    );
  });

  it("shows on an account that is opened again with an address that complained", async () => {
    const { email, password, token } = await somebodyWhose("complaint");
    await call(platform, "DELETE /api/auth/profile", { token, body: { password } });
    const again = { name: "Test Person", email, password: "password123" };
    const { user } = (await call(platform, "POST /api/auth/register", { body: again })).body;
    expect(await subjectsTo({ email })).toEqual(first);
    expect(await seenByAdmin(user)).toMatchObject({
      mail_status: "complained",
      mail_preferences: { reminders: false },
    });
  });

  it("keeps no address of whoever leaves", async () => {
    const { id, email, password, token } = await somebodyWhose("bounce");
    await call(platform, "DELETE /api/auth/profile", { token, body: { password } });
    const { Users } = await import("#core/user.entity");
    const { data } = await Users.get({ id }).go();
    expect(data).not.toHaveProperty("mail_status_reason");
    const { Suppressions, addressHash } = await import("#core/suppression.entity");
    const kept = await Suppressions.get({ hash: addressHash(email) }).go();
    expect(JSON.stringify(kept.data)).not.toContain(email);
  });

  describe("a way into the account that was asked for", () => {
    it("is tried again at an address that bounced, after a day, and heals it when it is used", async () => {
      const person = await somebodyWhose("bounce");
      await forgotten(person);
      expect(await subjectsTo(person)).toEqual(first);
      pass(platform, 25 * hour);
      await forgotten(person);
      const [reset] = (await mailsTo(platform, person.email)).filter(
        ({ subject }) => subject === "Reset your password",
      );
      const body = { token: reset && linkToken(reset), password: "password124" };
      expect((await call(platform, "POST /api/auth/reset-password", { body })).status).toBe(200);
      expect(await seenByAdmin(person)).toMatchObject({ mail_status: "ok", mail_status_at: null });
      expect(await subjectsTo(person)).toContain("Your password was changed");
    });

    it("is not tried at one that complained", async () => {
      const person = await somebodyWhose("complaint");
      pass(platform, 25 * hour);
      await forgotten(person);
      expect(await subjectsTo(person)).toEqual(first);
    });

    it("waits another day when it bounces again", async () => {
      const person = await somebodyWhose("bounce");
      pass(platform, 25 * hour);
      await forgotten(person);
      const [again] = (await mailsTo(platform, person.email)).filter(
        ({ subject }) => subject === "Reset your password",
      );
      await answerMail(platform, { id: again?.id ?? "" }, "bounce");
      pass(platform, 2 * hour);
      await forgotten(person);
      expect(await subjectsTo(person)).toEqual([...first, "Reset your password"].toSorted());
    });
  });

  describe("an admin", () => {
    it("lets mail go there again, on record, once", async () => {
      const person = await somebodyWhose("bounce");
      pass(platform, 1000);
      const lifted = await lift(person);
      expect(lifted).toMatchObject({ status: 200, body: { user: { mail_status: "ok", mail_status_reason: null } } });
      expect(await lift(person)).toMatchObject({ status: 409, body: { code: "wrong_state" } });
      await forgotten(person);
      expect(await subjectsTo(person)).toEqual([...first, "Reset your password"].toSorted());
      const audit = await asAdmin(`GET /api/audit?subject=${person.id}`);
      expect(audit.body.entries).toMatchObject([{ action: "user.mail", detail: { from: "bounced", to: "ok" } }]);
    });

    it("has no mail that they needn't get sent to whoever complained", async () => {
      const person = await somebodyWhose("complaint");
      pass(platform, 1000);
      await lift(person);
      expect(await seenByAdmin(person)).toMatchObject({ mail_status: "ok", mail_preferences: { reminders: false } });
    });
  });

  describe("told twice, late or by mistake", () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
    const bounced = (address: string, seconds: number) => ({
      eventType: "Bounce",
      bounce: {
        ...{ bounceType: "Permanent", bounceSubType: "General", timestamp: at(seconds), feedbackId: "f" },
        bouncedRecipients: [{ emailAddress: address, diagnosticCode: `at ${seconds}` }],
      },
      mail: {},
    });
    const complained = (address: string, seconds: number) => ({
      eventType: "Complaint",
      complaint: {
        complainedRecipients: [{ emailAddress: address }],
        timestamp: at(seconds),
        complaintFeedbackType: "abuse",
      },
    });
    const tell = async (event: object) => {
      const Sns = { MessageId: randomUUID(), Message: JSON.stringify(event) };
      return platform.cloud.invoke(functionNamed(platform, "feedback"), { Records: [{ Sns }] });
    };

    it.each([[["b1", "b2", "c3"]], [["c3", "b2", "b1"]], [["b2", "c3", "b1", "c3", "b2"]], [["c3", "c3"]]])(
      "%j comes to the same",
      async (order) => {
        const person = await newPerson(platform);
        const events = {
          b1: bounced(person.email, 1),
          b2: bounced(person.email.toUpperCase(), 2),
          c3: complained(person.email, 3),
        };
        for (const name of order as (keyof typeof events)[]) expect((await tell(events[name])).error).toBeUndefined();
        expect(await seenByAdmin(person)).toMatchObject({ mail_status: "complained", mail_status_at: at(3) });
      },
    );

    it.each([[[1, 2]], [[2, 1]], [[2, 2, 1]]])("bounces of seconds %j come to the later", async (order) => {
      const person = await newPerson(platform);
      for (const seconds of order) await tell(bounced(person.email, seconds));
      expect(await seenByAdmin(person)).toMatchObject({ mail_status_at: at(2), mail_status_reason: "at 2" });
    });

    it("doesn't undo what an admin has lifted since; what comes after it does", async () => {
      const person = await newPerson(platform);
      const welcome = await welcomeOf(person);
      await tell(bounced(person.email, 1));
      await lift(person);
      await tell(bounced(person.email, 1));
      await tell(complained(person.email, 2));
      expect(await seenByAdmin(person)).toMatchObject({ mail_status: "ok" });
      await answerMail(platform, welcome, "bounce");
      expect(await seenByAdmin(person)).toMatchObject({ mail_status: "bounced" });
    });

    it("does no harm for an address that nobody has, or could have", async () => {
      for (const address of ["nobody-at-all@example.com", '"a b"@example.com', `${"x".repeat(300)}@example.com`])
        expect((await tell(bounced(address, 1))).error).toBeUndefined();
    });

    it("is no complaint when somebody took mail out of the spam folder", async () => {
      const person = await newPerson(platform);
      const { complaint, ...event } = complained(person.email, 1);
      await tell({ ...event, complaint: { ...complaint, complaintFeedbackType: "not-spam" } });
      expect(await seenByAdmin(person)).toMatchObject({ mail_status: "ok" });
    });

    it("is parked when it can't be read", async () => {
      const [queue] = platform.cloud.deployment
        .resources("AWS::SQS::Queue")
        .filter(({ logicalId }) => logicalId.startsWith("feedbackParked"))
        .map((found) => found.attribute("Arn"));
      const [set] = platform.cloud.deployment.resources("AWS::SES::ConfigurationSet");
      const [topic] = platform.cloud.deployment.resources("AWS::SNS::Topic");
      const { region, account } = platform.cloud;
      platform.cloud.topics.publish({
        ...{ topicArn: topic?.id ?? "", service: "ses.amazonaws.com", subject: "", message: '{"eventType":"Unheard"}' },
        sourceArn: `arn:aws:ses:${region}:${account}:configuration-set/${set?.id}`,
      });
      await platform.settled();
      const parked = platform.cloud.queues.messages(queue ?? "");
      expect(parked.map(({ body }) => /Unheard|Bounce|Complaint/.exec(body)?.[0])).toEqual(["Unheard"]);
    });
  });
});
