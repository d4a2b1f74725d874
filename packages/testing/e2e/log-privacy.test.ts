import { call } from "../api";
import { newCourse } from "../courses";
import { answerMail, mailsTo } from "../inbox";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { refund } from "../refunds";
import { reconcile, sweep } from "../time";
import { delivered } from "../webhook";

/** What nobody else is called, lives at, says or signs in with. */
const canary = "Canary7f3a9c";
const secret = {
  ...{
    name: `Asha ${canary}`,
    email: `${canary}@example.com`,
    password: `${canary}-password1`,
    phone: "+919876507391",
  },
  ...{ line1: `1 ${canary} Road`, city: `${canary}pur`, comment: `I am ${canary} and have much to say.` },
};

const billing_address = {
  ...{ name: secret.name, line1: secret.line1, city: secret.city, state: "Karnataka", pincode: "560001" },
  country: "India",
};

describe("no line of any function tells of a person", () => {
  let platform: TestPlatform;
  let admin: Person;
  let tokens: string[];

  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    tokens = [admin.token];
  });
  afterAll(() => platform.close());

  const signIn = (password: string) =>
    call(platform, "POST /api/auth/login", { body: { email: secret.email, password } });

  const verify = async (id: string) => {
    const { Users } = await import("#core/user.entity");
    await Users.patch({ id }).set({ email_verified: true }).go();
  };

  /** Registers, with what a person is known by in the body, well and badly. */
  const register = async (): Promise<string> => {
    const { name, email, password, phone } = secret;
    const reply = await call(platform, "POST /api/auth/register", { body: { name, email, password, phone } });
    expect(reply.status).toBe(201);
    tokens.push(reply.body.token, reply.body.refreshToken);
    await verify(reply.body.user.id);
    await call(platform, "POST /api/auth/register", { body: { name, email, password, phone } });
    await call(platform, "POST /api/auth/register", { body: { ...secret } });
    await signIn(`${canary}-wrong`);
    await signIn(password);
    await call(platform, "POST /api/auth/forgot-password", { body: { email } });
    return reply.body.token;
  };

  const buyAndReturn = async (token: string): Promise<void> => {
    const course = await newCourse(platform, admin);
    const body = { course_id: course.id, billing_address };
    const ordered = await call(platform, "POST /api/orders/create-payment", { token, body });
    expect(ordered.status).toBe(201);
    await pay(platform, ordered.body.payment);
    await delivered(platform);
    const review = { course_id: course.id, rating: 5, comment: secret.comment };
    await call(platform, "POST /api/content/testimonials", { token, body: review });
    await refund(platform, admin, ordered.body.order, { reason: `${canary} asked for it` });
    await delivered(platform);
  };

  /** The same again where every service fails, so that errors are logged. */
  const failing = async (token: string): Promise<void> => {
    const course = await newCourse(platform, admin);
    for (const action of ["TransactWriteItems", "GetItem", "AdminInitiateAuth", "AdminCreateUser", "GetSecretValue"]) {
      const mend = platform.cloud.faults.inject((one) => (one.action === action ? { before: "http500" } : undefined));
      await order(platform, { ...admin, token }, course);
      await signIn(secret.password);
      await call(platform, "PUT /api/auth/profile", { token, body: { name: secret.name, bio: secret.comment } });
      await call(platform, "POST /api/auth/register", { body: { ...secret, email: `other-${secret.email}` } });
      mend();
    }
    await platform.settled();
  };

  it("on a whole journey: joining, buying, failing, getting mail, and leaving", async () => {
    const token = await register();
    await buyAndReturn(token);
    await failing(token);
    const [mail] = await mailsTo(platform, secret.email.toLowerCase());
    await answerMail(platform, { id: mail?.id ?? "" }, "bounce");
    await call(platform, "DELETE /api/auth/profile", { token, body: { password: secret.password } });
    await sweep(platform);
    await reconcile(platform);

    const told = platform.lines.filter((line) => {
      const lower = line.toLowerCase();
      return (
        lower.includes(canary.toLowerCase()) || lower.includes(secret.phone) || tokens.some((one) => line.includes(one))
      );
    });
    expect(told).toEqual([]);
    expect(platform.lines.length).toBeGreaterThan(40);
    expect(platform.lines.filter((line) => line.includes('"level":"ERROR"')).length).toBeGreaterThan(3);
  });
});
