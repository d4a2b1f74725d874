import { call } from "../api";
import type { Visit } from "../bench/step";
import { tour } from "../bench/tour";
import { newCourse, newDraft } from "../courses";
import { newLessons } from "../curriculum";
import { newEvent, waitFor } from "../events";
import { newUpload } from "../files";
import { order, pay, payByRazorpay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { refundAtStripe } from "../refunds";
import { sendRivals } from "../rival-pictures";
import { hour, minute, pass, reconcile, signedInAgain, sweep } from "../time";

describe("every right that is granted is needed", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const visit: Visit = async (endpoint, route, request) => {
    const reply = await call(platform, route, request);
    if (reply.status >= 400) throw new Error(`${endpoint} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply;
  };

  /** A wrong password, an address that is taken, and the end of every session at once. */
  async function stumble(): Promise<void> {
    const { email, name, token } = await newPerson(platform);
    const wrong = { body: { email, password: "wrong-password-1" } };
    expect((await call(platform, "POST /api/auth/login", wrong)).status).toBe(401);
    const again = { body: { email, name, password: "password123" } };
    expect((await call(platform, "POST /api/auth/register", again)).status).toBe(409);
    await visit("auth.logout", "POST /api/auth/logout", { token, body: {} });
  }

  /** A published course that is taken out of the lists again, and a draft that is deleted. */
  async function tidyUp(): Promise<void> {
    // Of more words than the search index takes in one transaction.
    const description = Array.from({ length: 60 }, (_, n) => `word${n}end`).join(" ");
    const { id } = await newCourse(platform, admin, { description });
    await visit("courses.setStatus", `PUT /api/courses/${id}/status`, {
      token: admin.token,
      body: { status: "archived" },
    });
    const draft = await newDraft(platform, admin);
    await visit("courses.remove", `DELETE /api/courses/${draft.id}`, { token: admin.token });
    await platform.settled();
  }

  /** A request with a key that is refused: the key is free again. */
  async function enrollInVain(): Promise<void> {
    const [course, learner] = [await newCourse(platform, admin), await newPerson(platform)];
    for (const route of [`POST /api/courses/${course.id}/enroll`, "POST /api/orders/create-payment"]) {
      const body = route.endsWith("payment") ? { course_id: "crs_none00" } : undefined;
      const headers = { "idempotency-key": "key-1" };
      expect((await call(platform, route, { token: learner.token, body, headers })).status).toBeGreaterThan(400);
    }
  }

  /** One order settled by asking, one given up, and two for one course that were both paid. */
  async function loseWebhooks(): Promise<void> {
    const course = await newCourse(platform, admin);
    const [lost, idle, twice] = [await newPerson(platform), await newPerson(platform), await newPerson(platform)];
    await webhooks(platform, "drop");
    const paid = await order(platform, lost, course);
    await pay(platform, paid.body.payment);
    await order(platform, idle, course);
    pass(platform, 3 * minute);
    await sweep(platform);
    await webhooks(platform, "normal");
    const first = await order(platform, twice, course);
    pass(platform, hour);
    const second = await order(platform, await signedInAgain(platform, twice), course);
    for (const { body } of [first, second]) await pay(platform, body.payment);
    await platform.settled();
    await sweep(platform);
  }

  /** Orders a seat, and gets in line for another as well. */
  async function orderAndQueue(provider: string) {
    const event = await newEvent(platform, await signedInAgain(platform, admin), { price: 499, capacity: 1 });
    const buyer = await newPerson(platform);
    const body = { event_id: event.id, provider };
    const ordered = await call(platform, "POST /api/orders/create-payment", { token: buyer.token, body });
    expect((await waitFor(platform, buyer, event)).status).toBe(201);
    return ordered.body.payment;
  }

  /** Seats that the webhook, the sweeper and the reconciler find paid, by people who still stand in line. */
  async function paySeats(): Promise<void> {
    await pay(platform, await orderAndQueue("stripe"));
    await platform.settled();
    for (const find of [sweep, reconcile]) {
      const [first, second] = [await orderAndQueue("stripe"), await orderAndQueue("razorpay")];
      await webhooks(platform, "drop");
      await webhooks(platform, "drop", { provider: "razorpay" });
      await pay(platform, first);
      await payByRazorpay(platform, second);
      await platform.settled();
      pass(platform, 11 * minute);
      await find(platform);
      await webhooks(platform, "normal");
      await webhooks(platform, "normal", { provider: "razorpay" });
    }
  }

  /** Money that went back in a provider's dashboard: one tells of it, and of the other only the reconciler learns. */
  async function refundElsewhere(): Promise<void> {
    const [first, second] = [await orderAndQueue("stripe"), await orderAndQueue("razorpay")];
    await pay(platform, first);
    const { payment_id } = await payByRazorpay(platform, second);
    await platform.settled();
    await webhooks(platform, "drop");
    await refundAtStripe(platform, first);
    const key = Buffer.from("rzp_test_local:razorpay_local_secret").toString("base64");
    await fetch(`${platform.cloud.urls.razorpay}/v1/payments/${payment_id}/refund`, {
      ...{ method: "POST", headers: { authorization: `Basic ${key}`, "content-type": "application/json" }, body: "{}" },
    });
    await platform.settled();
    pass(platform, 11 * minute);
    await reconcile(platform);
    await webhooks(platform, "normal");
  }

  /** A lesson's file from its form to its end, and two pictures of which one is late. */
  async function sendFiles(): Promise<void> {
    const { token } = admin;
    const file = { purpose: "lesson_attachment", content_type: "text/plain", file: Buffer.from("Notes") };
    const upload_id = await newUpload(platform, admin, file);
    await visit("uploads.byId", `GET /api/uploads/${upload_id}`, { token });
    const { id } = await newDraft(platform, admin);
    const [lesson] = await newLessons(platform, admin, id, [{ kind: "attachment", upload_id }]);
    const { body } = await visit("uploads.byId", `GET /api/uploads/${upload_id}`, { token });
    expect((await fetch(body.upload.url)).status).toBe(200);
    await visit("learning.removeLesson", `DELETE /api/courses/${id}/lessons/${lesson}`, { token });
    await sweep(platform);
    await sendRivals(platform, await newPerson(platform));
  }

  it("by something that the platform does", async () => {
    await tour(platform, visit);
    await tidyUp();
    await enrollInVain();
    await stumble();
    await loseWebhooks();
    await paySeats();
    await refundElsewhere();
    admin = await signedInAgain(platform, admin);
    await sendFiles();

    // What Lambda itself does on behalf of a function is not seen here.
    const byLambda = /^(xray|logs|sqs):|Stream/;
    const idle = platform.cloud.access.unused().filter(({ action }) => !byLambda.test(action));
    const named = idle.map(({ role, action, resource }) => {
      const [, name = role] = /^instaiq-dev-(\w+?)Role/.exec(role) ?? [];
      return `${name}: ${action} on ${resource.split(":").at(-1)}`;
    });
    expect(named).toEqual([]);
  }, 300_000);
});
