import { randomUUID } from "node:crypto";
import type { Reply } from "../api";
import { newUpload, png, send } from "../files";
import { pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import type { TestPlatform } from "../platform";
import { signedInAgain, sweep } from "../time";
import { eventOf, signed } from "../webhook";
import { holdEvents } from "./event-tour";
import { examine } from "./exam-tour";
import { bounce } from "./mail-tour";
import { buyByRazorpay, giveCoupons } from "./money-tour";
import { keepPeople, leave } from "./people-tour";
import { useSecondFactor } from "./second-factor-tour";
import { as, mailedToken, password, type Tour, unheardOf, type Visit } from "./step";
import { publishContent } from "./tour-content";

/** A student's way from opening an account through a forgotten password to being signed in. */
async function openAccount({ platform, visit }: Tour): Promise<Person> {
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const registration = { name: "Asha Verma", email, password, phone: "+91 98765 43210" };
  const { body } = await visit("auth.register", "POST /api/auth/register", { body: registration });
  await visit("auth.resendVerification", "POST /api/auth/resend-verification", as(body, {}));
  const token = await mailedToken(platform, email, "verify-email");
  await visit("auth.verifyEmail", "POST /api/auth/verify-email", { body: { token } });
  await visit("auth.forgotPassword", "POST /api/auth/forgot-password", { body: { email } });
  const reset = { token: await mailedToken(platform, email, "reset-password"), password };
  await visit("auth.resetPassword", "POST /api/auth/reset-password", { body: reset });
  const { body: session } = await visit("auth.login", "POST /api/auth/login", { body: { email, password } });
  return { ...session, ...session.user, email, password };
}

/** A picture of oneself: announced, sent, taken into use and looked at. */
async function portray({ platform, visit }: Tour, person: Person): Promise<void> {
  const announced = { purpose: "avatar", content_type: "image/png", size: png().length };
  const { body } = await visit("uploads.create", "POST /api/uploads", as(person, announced));
  const { id } = body.upload;
  await visit("uploads.byId while it is awaited", `GET /api/uploads/${id}`, as(person));
  await send(body.upload, png());
  await platform.settled();
  const change = { avatar_upload_id: id };
  const changed = await visit("auth.updateProfile with a picture", "PUT /api/auth/profile", as(person, change));
  await visit("uploads.byId", `GET /api/uploads/${id}`, as(person));
  const picture = await fetch(changed.body.user.avatar_url);
  if (!picture.ok) throw new Error(`the picture answered ${picture.status}`);
  const cleared = { avatar_upload_id: null };
  await visit("auth.updateProfile without a picture", "PUT /api/auth/profile", as(person, cleared));
}

/** @returns the person with the tokens of after the change of password. */
async function keepAccount(tour: Tour, person: Person): Promise<Person> {
  const { visit } = tour;
  const { refreshToken } = person;
  await visit("auth.refreshToken", "POST /api/auth/refresh-token", { body: { refreshToken } });
  await visit("auth.profile", "GET /api/auth/profile", as(person));
  await visit("auth.updateProfile", "PUT /api/auth/profile", as(person, { city: "Pune", bio: "Learns by doing." }));
  await portray(tour, person);
  const change = { current_password: password, new_password: `${password}!` };
  const { body } = await visit("auth.changePassword", "PUT /api/auth/change-password", as(person, change));
  return { ...person, ...body, password: change.new_password };
}

interface Published {
  id: string;
  slug: string;
  /** Its slug as a draft, before it was renamed. */
  former: string;
}

/** As long as an author's: with the beginnings of its words more than one transaction of the search index holds. */
const description = `In this course you build, step by step and on your own machine, everything that the titles of the
lessons promise: small programs first, then the tools around them, at last something that others can depend upon. Every
exercise comes with solutions and explanations; questions are answered weekly.`;

/** @returns a category two levels deep, to put courses in. */
async function classify({ visit, admin }: Tour): Promise<string> {
  const create = async (name: string, parent_id?: string): Promise<string> => {
    const { body } = await visit("categories.create", "POST /api/categories", as(admin, { name, parent_id }));
    return body.category.id;
  };
  const top = await create(unheardOf("Technology"));
  const [first, second] = [await create(unheardOf("Data"), top), await create(unheardOf("Programming"), top)];
  const order = { parent_id: top, ids: [second, first] };
  await visit("categories.reorder", "PUT /api/categories/reorder", as(admin, order));
  await visit("categories.remove", `DELETE /api/categories/${first}`, as(admin));
  return second;
}

/** Looks at the tree, moves a category with its courses to the top, and takes a course out of it. */
async function reclassify(
  { platform, visit, admin, instructor }: Tour,
  course: Published,
  category: string,
): Promise<void> {
  await visit("categories.tree", "GET /api/categories");
  await visit("categories.all", "GET /api/categories/all", as(admin));
  await visit("courses.mine", "GET /api/courses/mine?limit=20", as(instructor));
  await visit("courses.mine in a state", "GET /api/courses/mine?limit=20&status=published", as(instructor));
  await visit("categories.update", `PUT /api/categories/${category}`, as(admin, { description: "To build things." }));
  await visit("categories.update by a move", `PUT /api/categories/${category}`, as(admin, { parent_id: null }));
  await sweep(platform);
  const leaving = as(instructor, { category_id: null });
  await visit("courses.update out of its category", `PUT /api/courses/${course.id}`, leaving);
  await visit("categories.remove of one in use", `DELETE /api/categories/${category}`, as(admin));
}

async function publish(tour: Tour, name: string, price: number, category_id: string): Promise<Published> {
  const { platform, visit, admin, instructor } = tour;
  const title = unheardOf(name);
  const told = { short_description: "By doing.", description };
  const draft = { title, price, category_id, level: "beginner", ...told };
  const { body } = await visit("courses.create", "POST /api/courses", as(instructor, draft));
  const route = `/api/courses/${body.course.id}`;
  await visit("courses.update", `PUT ${route}`, as(instructor, { title: `${title}, Second Edition`, duration: "9 h" }));
  await visit("courses.update", `PUT ${route}`, as(admin, { featured: true }));
  const published = await visit("courses.setStatus", `PUT ${route}/status`, as(admin, { status: "published" }));
  await platform.settled();
  return { ...published.body.course, former: body.course.slug };
}

async function browse({ visit }: Tour, { id, slug, former }: Published, category: string): Promise<void> {
  await visit("courses.list", "GET /api/courses?limit=20");
  await visit("courses.list by price", `GET /api/courses?limit=20&sort=price_asc&category=${category}`);
  await visit("courses.list by rating", "GET /api/courses?limit=20&sort=rating&level=beginner");
  await visit("courses.list by popularity", "GET /api/courses?limit=20&sort=popular");
  const { body } = await visit("courses.list one by one", "GET /api/courses?limit=1");
  await visit("courses.list by cursor", `GET /api/courses?limit=1&cursor=${body.nextCursor}`);
  await visit("courses.list by a word", "GET /api/courses?limit=20&search=serverless");
  const narrowed = `category=${category}&level=beginner&sort=price_asc`;
  await visit("courses.list by words, filters and price", `GET /api/courses?limit=20&search=build+prog&${narrowed}`);
  await visit("courses.featured", "GET /api/courses/featured");
  await visit("courses.bySlug", `GET /api/courses/${slug}`);
  await visit("courses.bySlug by id", `GET /api/courses/${id}`);
  await visit("courses.bySlug by an old slug", `GET /api/courses/${former}`);
}

/** A lesson with a file. @returns its id */
async function handOut({ platform, visit, instructor }: Tour, path: string, section_id: string): Promise<string> {
  const file = { purpose: "lesson_attachment", content_type: "text/plain", file: Buffer.from("git reflog") };
  const upload_id = await newUpload(platform, instructor, { ...file, file_name: "cheat-sheet.txt" });
  const lesson = { section_id, title: "To print", kind: "attachment", preview: true, upload_id };
  const { body } = await visit("learning.addLesson with a file", `POST ${path}/lessons`, as(instructor, lesson));
  return body.lesson.id;
}

/** A curriculum of an instructor's, with everything that is done to one. @returns the lessons' ids, the last with a file. */
async function teach(tour: Tour, { id }: Published): Promise<string[]> {
  const { visit, instructor } = tour;
  const path = `/api/courses/${id}`;
  const section = (title: string) => visit("learning.addSection", `POST ${path}/sections`, as(instructor, { title }));
  const [first, second] = [(await section("Beginning")).body.section.id, (await section("Going on")).body.section.id];
  await visit("learning.changeSection", `PUT ${path}/sections/${second}`, as(instructor, { title: "Going further" }));
  const lessons: string[] = [];
  for (const title of ["Why versions", "The first commit", "Branches", "Ways out"]) {
    const lesson = { section_id: first, title, kind: "text", body: `<p>${title}: how, and why.</p>`, preview: true };
    const { body } = await visit("learning.addLesson", `POST ${path}/lessons`, as(instructor, lesson));
    lessons.push(body.lesson.id);
  }
  lessons.push(await handOut(tour, path, first));
  const change = { preview: false, duration_seconds: 240, body: "<p>Once more, with feeling.</p>" };
  await visit("learning.changeLesson", `PUT ${path}/lessons/${lessons[1]}`, as(instructor, change));
  const order = {
    sections: [
      { id: second, lessons: [] },
      { id: first, lessons: lessons.toReversed() },
    ],
  };
  await visit("learning.reorder", `PUT ${path}/lessons/reorder`, as(instructor, order));
  await visit("learning.removeSection", `DELETE ${path}/sections/${second}`, as(instructor));
  await visit("learning.curriculum", `GET ${path}/curriculum`, as(instructor));
  return lessons;
}

/** A learner's way through it, while its author takes a lesson out. */
async function study({ visit, instructor }: Tour, learner: Person, { id, slug }: Published, lessons: string[]) {
  const path = `/api/courses/${id}`;
  await visit("learning.outline", `GET ${path}/lessons`);
  await visit("learning.outline by slug", `GET /api/courses/${slug}/lessons`);
  await visit("learning.preview", `GET ${path}/previews/${lessons[0]}`);
  await visit("learning.lesson", `GET ${path}/lessons/${lessons[1]}`, as(learner));
  const { body } = await visit("learning.lesson with a file", `GET ${path}/lessons/${lessons[4]}`, as(learner));
  const file = await fetch(body.lesson.media.url);
  if (!file.ok) throw new Error(`the file answered ${file.status}`);
  const save = (lesson: string | undefined, body: object, how: string) =>
    visit(`learning.saveProgress ${how}`.trim(), `PUT ${path}/lessons/${lesson}/progress`, as(learner, body));
  await save(lessons[1], { position_seconds: 90 }, "within a lesson");
  await save(lessons[1], { completed: true }, "");
  await visit("learning.removeLesson", `DELETE ${path}/lessons/${lessons[3]}`, as(instructor));
  await visit("learning.progress", `GET ${path}/progress`, as(learner));
  for (const lesson of [lessons[0], lessons[2], lessons[4]]) await save(lesson, { completed: true }, "to the end");
}

const order = ({ visit }: Tour, buyer: Person, course: Published): Promise<Reply> =>
  visit("orders.createPayment", "POST /api/orders/create-payment", as(buyer, { course_id: course.id }));

/** Gives back a part of what was paid, and has the papers of both. */
async function file({ platform, visit, admin }: Tour, buyer: Person, id: string): Promise<void> {
  await platform.settled();
  await visit("invoices.ofOrder", `GET /api/orders/${id}/invoice`, as(buyer));
  const part = { amount: 100, reason: "A lesson was missing" };
  const { body } = await visit("orders.refund", `POST /api/orders/${id}/refund`, as(admin, part));
  await platform.settled();
  const note = `GET /api/orders/${id}/credit-notes/${body.refund.id}`;
  await visit("invoices.creditNote", note, as(buyer));
  await visit("orders.timeline", `GET /api/orders/${id}/timeline`, as(admin));
}

/** Buys one course, told of by the webhook, and one that only asking finds out about; looks at both. */
async function buy(tour: Tour, buyer: Person, told: Published, asked: Published): Promise<void> {
  const { platform, visit } = tour;
  await webhooks(platform, "drop");
  const { body: first } = await order(tour, buyer, told);
  await pay(platform, first.payment);
  const raw = JSON.stringify(await eventOf(platform, first.payment.payment_id, "payment_intent.succeeded"));
  await visit("webhooks.stripe", "POST /api/webhooks/stripe", { raw, headers: signed(platform, raw) });
  const { body: second } = await order(tour, buyer, asked);
  await pay(platform, second.payment);
  const settled = { order_id: second.order.id };
  await visit("orders.verifyPayment", "POST /api/orders/verify-payment", as(buyer, settled));
  await webhooks(platform, "normal");
  await visit("orders.mine", "GET /api/orders/my-orders?limit=20", as(buyer));
  await visit("orders.byId", `GET /api/orders/${first.order.id}`, as(buyer));
  await file(tour, buyer, first.order.id);
  await visit("courses.enrolled", "GET /api/courses/enrolled?limit=20", as(buyer));
}

/** What an admin does: settles an order by hand, gives one up, looks at all of them, suspends somebody. */
async function administer(tour: Tour, course: Published): Promise<void> {
  const { platform, visit, admin } = tour;
  const [paid, left] = [await newPerson(platform), await newPerson(platform)];
  const reason = { reason: "Paid by bank transfer" };
  for (const [buyer, status, how] of [[paid, "completed", "by hand"] as const, [left, "cancelled", ""] as const]) {
    const { body } = await order(tour, buyer, course);
    const route = `PUT /api/orders/${body.order.id}/status`;
    await visit(`orders.setStatus ${how}`.trim(), route, as(admin, { ...reason, status }));
  }
  await platform.settled();
  await visit("orders.list", "GET /api/orders?limit=20", as(admin));
  await visit("orders.list one by one", "GET /api/orders?limit=1", as(admin));
  await visit("orders.drift", "GET /api/orders/drift?limit=20", as(admin));
  await visit("orders.list in a state", "GET /api/orders?limit=20&status=completed", as(admin));
  await visit("users.setStatus", `PUT /api/users/${left.id}/status`, as(admin, { status: "inactive" }));
}

/** Somebody comes, goes and comes back; an admin lets somebody in, and out again. */
async function comeAndGo({ platform, visit, admin }: Tour, free: Published, paid: Published): Promise<void> {
  const learner = await newPerson(platform);
  const route = `/api/courses/${free.id}/enroll`;
  await visit("courses.enroll", `POST ${route}`, as(learner));
  await visit("courses.leave", `DELETE ${route}`, as(learner));
  await visit("courses.enroll again", `POST ${route}`, as(learner));
  await visit("courses.learners", `GET /api/courses/${free.id}/enrollments?limit=20`, as(admin));
  const given = { user_id: learner.id, reason: "A scholarship" };
  await visit("courses.grant", `POST /api/courses/${paid.id}/enrollments`, as(admin, given));
  await visit("courses.revoke", `DELETE /api/courses/${paid.id}/enrollments/${learner.id}`, as(admin));
}

/** What an admin reads of all that happened. */
async function takeStock({ platform, visit, admin }: Tour): Promise<void> {
  await platform.settled();
  await visit("analytics.dashboard", "GET /api/analytics/dashboard", as(admin));
  await visit("analytics.revenue", "GET /api/analytics/revenue", as(admin));
  await visit("analytics.orders", "GET /api/orders/analytics?interval=week", as(admin));
  await visit("analytics.users", "GET /api/analytics/users?interval=month", as(admin));
  await visit("analytics.courses", "GET /api/analytics/courses", as(admin));
  await visit("analytics.events", "GET /api/analytics/events", as(admin));
}

async function readAbout({ visit }: Tour): Promise<void> {
  await visit("meta.health", "GET /health");
  await visit("meta.openapi", "GET /openapi.json");
  await visit("meta.docs", "GET /docs");
  await visit("meta.docsFile", "GET /docs/swagger-ui.css");
}

async function discard({ visit, admin, instructor }: Tour): Promise<void> {
  const scrap = { title: unheardOf("Scrap"), price: 1 };
  const { body } = await visit("courses.create", "POST /api/courses", as(instructor, scrap));
  await visit("courses.remove", `DELETE /api/courses/${body.course.id}`, as(admin));
}

/** Calls every endpoint at least once, each with a request as people send it; every one of them should succeed. */
export async function tour(platform: TestPlatform, visit: Visit): Promise<void> {
  const admin = await newPerson(platform, { role: "admin" });
  const instructor = await newPerson(platform, { role: "instructor" });
  const all = { platform, visit, admin, instructor };
  const opened = await openAccount(all);
  const category = await classify(all);
  const free = await publish(all, "Git in One Afternoon", 0, category);
  const told = await publish(all, "Serverless on AWS", 2999, category);
  const asked = await publish(all, "Statistics Without Tears", 799, category);
  await browse(all, told, category);
  await reclassify(all, told, category);
  const student = await keepAccount(all, opened);
  const lessons = await teach(all, free);
  await visit("courses.enroll", `POST /api/courses/${free.id}/enroll`, as(student));
  await study(all, student, free, lessons);
  await examine(all, student);
  await buy(all, student, told, asked);
  await buyByRazorpay(all, told);
  await giveCoupons(all, told);
  await comeAndGo(all, free, told);
  await holdEvents(all);
  await administer(all, told);
  await keepPeople(all);
  await leave(all);
  await bounce(all);
  await discard(all);
  // Each visit takes seconds of the platform's time, and a token lives a quarter of an hour.
  const again = { ...all, admin: await signedInAgain(platform, admin) };
  const reader = await signedInAgain(platform, student);
  await publishContent({ ...again, instructor: await signedInAgain(platform, instructor) }, reader, free);
  await visit("auth.exportProfile of a learner", "GET /api/auth/profile/export", as(reader));
  await takeStock(again);
  await readAbout(all);
  const { refreshToken } = reader;
  await visit("auth.logout", "POST /api/auth/logout", as(reader, { refreshToken }));
  await useSecondFactor(all);
}
