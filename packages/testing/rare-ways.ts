import { call } from "./api";
import { type Visit, visiting } from "./bench/step";
import { newCourse, newDraft } from "./courses";
import { newLessons } from "./curriculum";
import { newEvent, waitFor } from "./events";
import { newUpload } from "./files";
import { order, pay, payByRazorpay, webhooks } from "./payments";
import { newPerson, type Person } from "./people";
import type { TestPlatform } from "./platform";
import { refundAtStripe } from "./refunds";
import { sendRivals } from "./rival-pictures";
import { hour, minute, pass, reconcile, signedInAgain, sweep } from "./time";

function answers(expected: number, { status }: { status: number }): void {
  if (status !== expected) throw new Error(`answered ${status} instead of ${expected}`);
}

/** What a tour of every endpoint leaves out: what goes wrong, comes late, or is told by somebody else. */
export class RareWays {
  private readonly visit: Visit;

  constructor(
    private readonly platform: TestPlatform,
    private admin: Person,
  ) {
    this.visit = visiting(platform);
  }

  async take(): Promise<void> {
    await this.tidyUp();
    await this.enrollInVain();
    await this.stumble();
    await this.loseWebhooks();
    await this.paySeats();
    await this.refundElsewhere();
    this.admin = await signedInAgain(this.platform, this.admin);
    await this.sendFiles();
  }

  /** What is on its way arrives first: records of the stream are too old after a quarter of an hour. */
  private async later(milliseconds: number): Promise<void> {
    await this.platform.settled();
    pass(this.platform, milliseconds);
  }

  /** A wrong password, an address that is taken, and the end of every session at once. */
  private async stumble(): Promise<void> {
    const { email, name, token } = await newPerson(this.platform);
    const wrong = { body: { email, password: "wrong-password-1" } };
    answers(401, await call(this.platform, "POST /api/auth/login", wrong));
    const again = { body: { email, name, password: "password123" } };
    answers(409, await call(this.platform, "POST /api/auth/register", again));
    await this.visit("auth.logout", "POST /api/auth/logout", { token, body: {} });
  }

  /** A published course that is taken out of the lists again, and a draft that is deleted. */
  private async tidyUp(): Promise<void> {
    // Of more words than the search index takes in one transaction.
    const description = Array.from({ length: 60 }, (_, n) => `word${n}end`).join(" ");
    const { id } = await newCourse(this.platform, this.admin, { description });
    await this.visit("courses.setStatus", `PUT /api/courses/${id}/status`, {
      token: this.admin.token,
      body: { status: "archived" },
    });
    const draft = await newDraft(this.platform, this.admin);
    await this.visit("courses.remove", `DELETE /api/courses/${draft.id}`, { token: this.admin.token });
    await this.platform.settled();
  }

  /** A request with a key that is refused: the key is free again. */
  private async enrollInVain(): Promise<void> {
    const [course, learner] = [await newCourse(this.platform, this.admin), await newPerson(this.platform)];
    for (const route of [`POST /api/courses/${course.id}/enroll`, "POST /api/orders/create-payment"]) {
      const body = route.endsWith("payment") ? { course_id: "crs_none00" } : undefined;
      const headers = { "idempotency-key": "key-1" };
      const status = body ? 404 : 402;
      answers(status, await call(this.platform, route, { token: learner.token, body, headers }));
    }
  }

  /** One order settled by asking, one given up, and two for one course that were both paid. */
  private async loseWebhooks(): Promise<void> {
    const course = await newCourse(this.platform, this.admin);
    const [lost, idle, twice] = [
      await newPerson(this.platform),
      await newPerson(this.platform),
      await newPerson(this.platform),
    ];
    await webhooks(this.platform, "drop");
    const paid = await order(this.platform, lost, course);
    await pay(this.platform, paid.body.payment);
    await order(this.platform, idle, course);
    await this.later(3 * minute);
    await sweep(this.platform);
    await webhooks(this.platform, "normal");
    const first = await order(this.platform, twice, course);
    await this.later(hour);
    const second = await order(this.platform, await signedInAgain(this.platform, twice), course);
    for (const { body } of [first, second]) await pay(this.platform, body.payment);
    await this.platform.settled();
    await sweep(this.platform);
  }

  /** Orders a seat, and gets in line for another as well. */
  private async orderAndQueue(provider: string) {
    const event = await newEvent(this.platform, await signedInAgain(this.platform, this.admin), {
      price: 499,
      capacity: 1,
    });
    const buyer = await newPerson(this.platform);
    const body = { event_id: event.id, provider };
    const ordered = await call(this.platform, "POST /api/orders/create-payment", { token: buyer.token, body });
    answers(201, await waitFor(this.platform, buyer, event));
    return ordered.body.payment;
  }

  /** Seats that the webhook, the sweeper and the reconciler find paid, by people who still stand in line. */
  private async paySeats(): Promise<void> {
    await pay(this.platform, await this.orderAndQueue("stripe"));
    await this.platform.settled();
    for (const find of [sweep, reconcile]) {
      const [first, second] = [await this.orderAndQueue("stripe"), await this.orderAndQueue("razorpay")];
      await webhooks(this.platform, "drop");
      await webhooks(this.platform, "drop", { provider: "razorpay" });
      await pay(this.platform, first);
      await payByRazorpay(this.platform, second);
      await this.platform.settled();
      await this.later(11 * minute);
      await find(this.platform);
      await webhooks(this.platform, "normal");
      await webhooks(this.platform, "normal", { provider: "razorpay" });
    }
  }

  /** Money that went back in a provider's dashboard: one tells of it, and of the other only the reconciler learns. */
  private async refundElsewhere(): Promise<void> {
    const [first, second] = [await this.orderAndQueue("stripe"), await this.orderAndQueue("razorpay")];
    await pay(this.platform, first);
    const { payment_id } = await payByRazorpay(this.platform, second);
    await this.platform.settled();
    await webhooks(this.platform, "drop");
    await refundAtStripe(this.platform, first);
    const key = Buffer.from("rzp_test_local:razorpay_local_secret").toString("base64");
    await fetch(`${this.platform.cloud.urls.razorpay}/v1/payments/${payment_id}/refund`, {
      ...{ method: "POST", headers: { authorization: `Basic ${key}`, "content-type": "application/json" }, body: "{}" },
    });
    await this.platform.settled();
    await this.later(11 * minute);
    await reconcile(this.platform);
    await webhooks(this.platform, "normal");
  }

  /** A lesson's file from its form to its end, and two pictures of which one is late. */
  private async sendFiles(): Promise<void> {
    const { token } = this.admin;
    const file = { purpose: "lesson_attachment", content_type: "text/plain", file: Buffer.from("Notes") };
    const upload_id = await newUpload(this.platform, this.admin, file);
    await this.visit("uploads.byId", `GET /api/uploads/${upload_id}`, { token });
    const { id } = await newDraft(this.platform, this.admin);
    const [lesson] = await newLessons(this.platform, this.admin, id, [{ kind: "attachment", upload_id }]);
    const { body } = await this.visit("uploads.byId", `GET /api/uploads/${upload_id}`, { token });
    answers(200, await fetch(body.upload.url));
    await this.visit("learning.removeLesson", `DELETE /api/courses/${id}/lessons/${lesson}`, { token });
    await sweep(this.platform);
    await sendRivals(this.platform, await newPerson(this.platform));
  }
}
