import { createHmac, randomUUID } from "node:crypto";
import Stripe from "stripe";
import { call, type Reply } from "./api";
import { answer, arm, begin, codeFor, confirm, login } from "./authenticator";
import { newCategory } from "./categories";
import { newCourse, newDraft } from "./courses";
import { newLessons, newSection } from "./curriculum";
import { assembleExam, type Examined, examVisits } from "./exam-visits";
import { announce, newUpload } from "./files";
import { linkToken, mailsTo } from "./inbox";
import { order, pay } from "./payments";
import { newPerson, type Person } from "./people";
import type { TestPlatform } from "./platform";
import { refund } from "./refunds";
import { assembleContent, type ContentCast, contentVisits } from "./tour-content";
import { assembleEvents, type EventCast, eventVisits } from "./tour-events";

/** Who and what a tour meets. */
export interface Cast {
  admin: Person;
  /** Has a course, a paid order and an open one. */
  learner: Person;
  /** Hasn't verified their address. */
  newcomer: Person;
  /** Forgets their password, and changes it. */
  scatterbrain: Person;
  /** Free, featured and published. */
  course: { id: string; slug: string };
  /** Of that course; the first is a preview. */
  lessons: string[];
  paid: { id: string; course_id: string };
  /** Passed by the learner. */
  examined: Examined;
  open: { id: string };
  category: { id: string };
  content: ContentCast;
  events: EventCast;
}

const billing_address = { name: "A", line1: "1", city: "Pune", state: "MH", country: "IN", pincode: "411001" };

/** Fills a platform with one of everything. */
export async function assembleCast(platform: TestPlatform): Promise<Cast> {
  const admin = await newPerson(platform, { role: "admin" });
  const [learner, newcomer, scatterbrain] = await Promise.all([
    newPerson(platform),
    newPerson(platform, { verified: false }),
    newPerson(platform),
  ]);
  const course = await newCourse(platform, admin, { title: "Free for all", price: 0 });
  await call(platform, `PUT /api/courses/${course.id}`, { token: admin.token, body: { featured: true } });
  await call(platform, `POST /api/courses/${course.id}/enroll`, { token: learner.token });
  const lessons = await newLessons(platform, admin, course.id, [{ preview: true }, {}, {}]);
  const examined = await assembleExam(platform, admin, learner);
  const paid = await order(platform, learner, await newCourse(platform, admin, { title: "Paid for" }));
  await pay(platform, paid.body.payment);
  const { id: course_id } = await newCourse(platform, admin, { title: "Still open" });
  const body = { course_id, billing_address };
  const open = await call(platform, "POST /api/orders/create-payment", { token: learner.token, body });
  const content = await assembleContent(platform, { admin, learner }, course);
  const events = await assembleEvents(platform, { admin, learner });
  await platform.settled();
  const category = await newCategory(platform, admin, { name: "Arts" });
  const orders = { paid: paid.body.order, open: open.body.order };
  return { admin, learner, newcomer, scatterbrain, course, lessons, examined, category, content, events, ...orders };
}

type Visit = () => Promise<Reply>;

const fresh = () => `${randomUUID().slice(0, 12)}@example.com`;

/** Somebody of one's own for each: whoever has a second factor is asked for it from then on. */
function secondFactorVisits(platform: TestPlatform, { admin }: Cast): Record<string, Visit> {
  return {
    "auth.beginSecondFactor": async () => {
      const { token, password } = await newPerson(platform);
      return call(platform, "POST /api/auth/second-factor", { token, body: { password } });
    },
    "auth.confirmSecondFactor": async () => {
      const person = await newPerson(platform);
      return confirm(platform, person, codeFor(platform, await begin(platform, person)));
    },
    "auth.loginWithCode": async () => {
      const person = await arm(platform, await newPerson(platform));
      const { body } = await login(platform, person);
      return answer(platform, person.email, body.second_factor.session, codeFor(platform, person.secret));
    },
    "auth.removeSecondFactor": async () => {
      const { token, password, secret } = await arm(platform, await newPerson(platform));
      const body = { password, code: codeFor(platform, secret) };
      return call(platform, "DELETE /api/auth/second-factor", { token, body });
    },
    "users.resetSecondFactor": async () => {
      const { id } = await arm(platform, await newPerson(platform));
      const body = { reason: "Lost their phone" };
      return call(platform, `DELETE /api/users/${id}/second-factor`, { token: admin.token, body });
    },
  };
}

function accountVisits(platform: TestPlatform, { newcomer, scatterbrain, learner }: Cast): Record<string, Visit> {
  const post = (path: string, body: object, token?: string) =>
    call(platform, `POST /api/auth/${path}`, { body, token });
  const { email, password } = learner;
  const latest = async (person: Person) => (await mailsTo(platform, person.email)).map(linkToken)[0];
  return {
    "auth.register": () => post("register", { name: "New", email: fresh(), password }),
    "auth.login": () => post("login", { email, password }),
    "auth.forgotPassword": () => post("forgot-password", { email: scatterbrain.email }),
    "auth.resetPassword": async () =>
      post("reset-password", { token: await latest(scatterbrain), password: "forgot-123" }),
    "auth.refreshToken": () => post("refresh-token", { refreshToken: learner.refreshToken }),
    "auth.resendVerification": () => post("resend-verification", {}, newcomer.token),
    "auth.verifyEmail": async () => post("verify-email", { token: await latest(newcomer) }),
    "auth.profile": () => call(platform, "GET /api/auth/profile", { token: learner.token }),
    "auth.setMailPreferences": () =>
      call(platform, "PUT /api/auth/mail-preferences", { token: learner.token, body: { reminders: false } }),
    "auth.updateProfile": () => call(platform, "PUT /api/auth/profile", { token: learner.token, body: { bio: "Me" } }),
    "auth.exportProfile": () => call(platform, "GET /api/auth/profile/export", { token: learner.token }),
    "auth.removeProfile": async () => {
      const { token, password } = await newPerson(platform);
      return call(platform, "DELETE /api/auth/profile", { token, body: { password } });
    },
    "auth.changePassword": () => {
      const body = { current_password: newcomer.password, new_password: "changed-123" };
      return call(platform, "PUT /api/auth/change-password", { token: newcomer.token, body });
    },
    "auth.logout": () => post("logout", { refreshToken: learner.refreshToken }, learner.token),
  };
}

function courseVisits(platform: TestPlatform, { admin, learner, newcomer, course }: Cast): Record<string, Visit> {
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  return {
    "courses.list": () => call(platform, "GET /api/courses"),
    "courses.mine": () => asAdmin("GET /api/courses/mine"),
    "courses.featured": () => call(platform, "GET /api/courses/featured"),
    "courses.enrolled": () => call(platform, "GET /api/courses/enrolled", { token: learner.token }),
    "courses.bySlug": () => call(platform, `GET /api/courses/${course.slug}`),
    "courses.create": () => asAdmin("POST /api/courses", { title: "One more", price: 1 }),
    "courses.update": () => asAdmin(`PUT /api/courses/${course.id}`, { description: "Changed" }),
    "courses.enroll": () => call(platform, `POST /api/courses/${course.id}/enroll`, { token: newcomer.token }),
    "courses.learners": () => asAdmin(`GET /api/courses/${course.id}/enrollments`),
    "courses.leave": () => call(platform, `DELETE /api/courses/${course.id}/enroll`, { token: newcomer.token }),
    "courses.grant": () => {
      const given = { user_id: newcomer.id, reason: "A scholarship" };
      return asAdmin(`POST /api/courses/${course.id}/enrollments`, given);
    },
    "courses.revoke": () => asAdmin(`DELETE /api/courses/${course.id}/enrollments/${newcomer.id}`),
    "courses.setStatus": () => asAdmin(`PUT /api/courses/${course.id}/status`, { status: "published" }),
    "courses.remove": async () => asAdmin(`DELETE /api/courses/${(await newDraft(platform, admin)).id}`),
  };
}

function studyVisits(platform: TestPlatform, { learner, course, lessons }: Cast): Record<string, Visit> {
  const path = `/api/courses/${course.id}`;
  const own = (route: string, body?: object) => call(platform, route, { token: learner.token, body });
  return {
    "learning.outline": () => call(platform, `GET ${path}/lessons`),
    "learning.preview": () => call(platform, `GET ${path}/previews/${lessons[0]}`),
    "learning.saveProgress": () => own(`PUT ${path}/lessons/${lessons[1]}/progress`, { completed: true }),
    "learning.lesson": () => own(`GET ${path}/lessons/${lessons[1]}`),
    "learning.progress": () => own(`GET ${path}/progress`),
  };
}

function teachingVisits(platform: TestPlatform, { admin, course, lessons }: Cast): Record<string, Visit> {
  const path = `/api/courses/${course.id}`;
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  const section = () => newSection(platform, admin, course.id);
  return {
    "learning.addSection": () => asAdmin(`POST ${path}/sections`, { title: "One more" }),
    "learning.changeSection": async () => asAdmin(`PUT ${path}/sections/${await section()}`, { title: "Renamed" }),
    "learning.removeSection": async () => asAdmin(`DELETE ${path}/sections/${await section()}`),
    "learning.addLesson": async () => {
      const body = { section_id: await section(), title: "New", kind: "text", body: "<p>Text</p>" };
      return asAdmin(`POST ${path}/lessons`, body);
    },
    "learning.changeLesson": () => asAdmin(`PUT ${path}/lessons/${lessons[1]}`, { title: "Renamed" }),
    "learning.removeLesson": () => asAdmin(`DELETE ${path}/lessons/${lessons[2]}`),
    "learning.curriculum": () => asAdmin(`GET ${path}/curriculum`),
    "learning.reorder": async () => {
      const { body } = await asAdmin(`GET ${path}/curriculum`);
      const sections: { id: string; lessons: { id: string }[] }[] = body.curriculum.sections;
      const order = sections.map(({ id, lessons }) => ({ id, lessons: lessons.map((lesson) => lesson.id) })).reverse();
      return asAdmin(`PUT ${path}/lessons/reorder`, { sections: order });
    },
  };
}

function categoryVisits(platform: TestPlatform, { admin, category }: Cast): Record<string, Visit> {
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  return {
    "categories.create": () => asAdmin("POST /api/categories", { name: "Music", parent_id: category.id }),
    "categories.update": () => asAdmin(`PUT /api/categories/${category.id}`, { description: "Changed" }),
    "categories.tree": () => call(platform, "GET /api/categories"),
    "categories.all": () => asAdmin("GET /api/categories/all"),
    "categories.reorder": () => asAdmin("PUT /api/categories/reorder", { parent_id: null, ids: [category.id] }),
    "categories.remove": () => asAdmin(`DELETE /api/categories/${category.id}`),
  };
}

function couponVisits(platform: TestPlatform, { admin, learner, paid }: Cast): Record<string, Visit> {
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  const body = { code: "TOURED", kind: "fixed", value: 1, currency: "INR", description: "For the tour" };
  const previewed = { code: "TOURED", course_id: paid.course_id };
  return {
    "coupons.create": () => asAdmin("POST /api/coupons", body),
    "coupons.list": () => asAdmin("GET /api/coupons"),
    "coupons.byId": () => asAdmin("GET /api/coupons/TOURED"),
    "coupons.update": () => asAdmin("PUT /api/coupons/TOURED", { max_uses: 10 }),
    "coupons.preview": () => call(platform, "POST /api/coupons/preview", { token: learner.token, body: previewed }),
    "coupons.remove": () => asAdmin("DELETE /api/coupons/TOURED"),
  };
}

function orderVisits(platform: TestPlatform, { admin, learner, paid, open }: Cast): Record<string, Visit> {
  const own = (route: string, body?: object) => call(platform, route, { token: learner.token, body });
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  return {
    "orders.createPayment": async () => order(platform, learner, await newCourse(platform, admin)),
    "orders.verifyPayment": () => own("POST /api/orders/verify-payment", { order_id: paid.id }),
    "orders.mine": () => own("GET /api/orders/my-orders"),
    "orders.byId": () => own(`GET /api/orders/${paid.id}`),
    "orders.list": () => asAdmin("GET /api/orders"),
    "orders.drift": () => asAdmin("GET /api/orders/drift"),
    "orders.timeline": () => asAdmin(`GET /api/orders/${paid.id}/timeline`),
    "orders.refund": () => asAdmin(`POST /api/orders/${paid.id}/refund`, { amount: 1, reason: "For the tour" }),
    "orders.setStatus": () => asAdmin(`PUT /api/orders/${open.id}/status`, { status: "cancelled", reason: "Asked to" }),
  };
}

const csvOf = (...lines: string[]) => ({ raw: lines.join("\r\n"), headers: { "content-type": "text/csv" } });

function peopleVisits(platform: TestPlatform, { admin, newcomer }: Cast): Record<string, Visit> {
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  const invitee = { name: "Invited", email: fresh() };
  const invite = () => asAdmin("POST /api/users", { name: "Invited", email: fresh() });
  const file = (group: string, ...lines: string[]) =>
    call(platform, `POST /api/${group}/import`, { token: admin.token, ...csvOf(...lines) });
  return {
    "users.create": () => asAdmin("POST /api/users", invitee),
    "auth.acceptInvitation": async () => {
      const [mail] = await mailsTo(platform, invitee.email);
      const body = { token: mail && linkToken(mail), password: "accepted-123" };
      return call(platform, "POST /api/auth/accept-invitation", { body });
    },
    "users.invite": async () => asAdmin(`POST /api/users/${(await invite()).body.user.id}/invitation`),
    "users.liftSuppression": async () => {
      const { user } = (await invite()).body;
      const { suppress } = await import("#core/suppression.feedback");
      await suppress({ address: user.email, reason: "bounced", at: new Date().toISOString(), detail: "unknown" });
      return asAdmin(`DELETE /api/users/${user.id}/suppression`);
    },
    "users.importFile": () => file("users", "name,email", `Imported,${fresh()}`),
    "courses.importFile": () => file("courses", "title,price", "Imported,499"),
    "users.list": () => asAdmin("GET /api/users"),
    "users.byId": () => asAdmin(`GET /api/users/${newcomer.id}`),
    "users.update": () => asAdmin(`PUT /api/users/${newcomer.id}`, { bio: "Told by an admin" }),
    "users.setRole": () => asAdmin(`PUT /api/users/${newcomer.id}/role`, { role: "instructor" }),
    "users.setStatus": () => asAdmin(`PUT /api/users/${newcomer.id}/status`, { status: "inactive" }),
    "users.remove": async () => asAdmin(`DELETE /api/users/${(await invite()).body.user.id}`),
    "users.audit": () => asAdmin("GET /api/audit"),
  };
}

function analyticsVisits(platform: TestPlatform, { admin }: Cast): Record<string, Visit> {
  const asAdmin = (route: string) => call(platform, route, { token: admin.token });
  return {
    "analytics.dashboard": () => asAdmin("GET /api/analytics/dashboard"),
    "analytics.revenue": () => asAdmin("GET /api/analytics/revenue"),
    "analytics.orders": () => asAdmin("GET /api/orders/analytics"),
    "analytics.users": () => asAdmin("GET /api/analytics/users"),
    "analytics.courses": () => asAdmin("GET /api/analytics/courses"),
    "analytics.events": () => asAdmin("GET /api/analytics/events"),
  };
}

function uploadVisits(platform: TestPlatform, { admin }: Cast): Record<string, Visit> {
  const { token } = admin;
  return {
    "uploads.create": () => announce(platform, admin),
    "uploads.byId": async () => {
      const avatar_upload_id = await newUpload(platform, admin);
      await call(platform, "PUT /api/auth/profile", { token, body: { avatar_upload_id } });
      return call(platform, `GET /api/uploads/${avatar_upload_id}`, { token });
    },
  };
}

function webhookVisit(platform: TestPlatform): Promise<Reply> {
  const raw = JSON.stringify({ id: "evt_1", object: "event", type: "customer.created", data: { object: {} } });
  const { webhooks } = new Stripe("sk_test_local");
  const signature = webhooks.generateTestHeaderString({ payload: raw, secret: "whsec_local" });
  return call(platform, "POST /api/webhooks/stripe", { raw, headers: { "stripe-signature": signature } });
}

function razorpayVisit(platform: TestPlatform): Promise<Reply> {
  const raw = JSON.stringify({ event: "invoice.paid", payload: {} });
  const signature = createHmac("sha256", "razorpay_local_webhook").update(raw).digest("hex");
  const headers = { "x-razorpay-signature": signature, "x-razorpay-event-id": "evt_1" };
  return call(platform, "POST /api/webhooks/razorpay", { raw, headers });
}

/** One successful call of every endpoint, by its name, to be made in this order. */
export const tourOf = (platform: TestPlatform, cast: Cast): Record<string, Visit> => ({
  ...courseVisits(platform, cast),
  ...studyVisits(platform, cast),
  ...teachingVisits(platform, cast),
  ...categoryVisits(platform, cast),
  ...couponVisits(platform, cast),
  ...examVisits(platform, cast.examined, cast.admin, cast.learner),
  ...eventVisits(platform, cast, cast.events),
  ...accountVisits(platform, cast),
  ...secondFactorVisits(platform, cast),
  ...orderVisits(platform, cast),
  ...peopleVisits(platform, cast),
  ...contentVisits(platform, cast, cast.content, { id: cast.paid.course_id }),
  ...uploadVisits(platform, cast),
  ...analyticsVisits(platform, cast),
  "webhooks.stripe": () => webhookVisit(platform),
  "webhooks.razorpay": () => razorpayVisit(platform),
  "meta.health": () => call(platform, "GET /api/health"),
});

/** What a tour leaves out, because it is no JSON: documents, for their owner. To be made after it. */
export const documentsOf = (platform: TestPlatform, { admin, learner, paid, events }: Cast): Record<string, Visit> => {
  const own = (path: string) => call(platform, `GET ${path}`, { token: learner.token });
  return {
    "invoices.ofOrder": () => own(`/api/orders/${paid.id}/invoice`),
    "invoices.creditNote": async () => {
      const { body } = await refund(platform, admin, paid, { amount: 1 });
      await platform.settled();
      return own(`/api/orders/${paid.id}/credit-notes/${body.refund.id}`);
    },
    "events.calendar": () => own(`/api/events/${events.soon.slug}/calendar.ics`),
  };
};
