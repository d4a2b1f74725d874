import { randomUUID } from "node:crypto";
import { newCategory } from "../categories";
import type { Person } from "../people";
import { pass, sweep } from "../time";
import { as, type Tour } from "./step";

const blog = "/api/content/blog";
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** About 3 KB, of enough different words that the index takes several transactions for them. */
const text = `<h2>Why</h2>${"<p>A queue lets those who hurry wait for those who work, and nothing is lost. Orders arrive at festival speed; kitchens cook at their own. Between both stands a list, durable, patient, counted: whoever crashes finds every unfinished ticket again tomorrow morning, exactly where somebody left it.</p>".repeat(10)}`;

/** An instructor writes, schedules and edits; people read. */
async function write({ platform, visit, admin, instructor }: Tour): Promise<void> {
  const { id: category_id } = await newCategory(platform, admin, { name: "Engineering" });
  const title = `Queues, Kindly Explained ${randomUUID().slice(0, 8)}`;
  const draft = { title, content: text, tags: ["aws", "queues", "design"], category_id };
  const { body } = await visit("content.createPost", `POST ${blog}`, as(instructor, draft));
  const route = `${blog}/${body.post.id}`;
  await visit("content.updatePost", `PUT ${route}`, as(instructor, { content: `${text}<p>More.</p>` }));
  await visit("content.restoreRevision", `POST ${route}/revisions/1/restore`, as(instructor));
  await visit("content.updatePost published", `PUT ${route}`, as(instructor, { status: "published" }));
  await visit("content.createPost scheduled", `POST ${blog}`, as(instructor, soon(platform.ahead)));
  pass(platform, 3000);
  await platform.settled();
  await sweep(platform);
  await visit("content.posts", `GET ${blog}?limit=20`);
  await visit("content.posts of a tag and category", `GET ${blog}?limit=20&tag=aws&category=${category_id}`);
  await visit("content.posts searched for", `GET ${blog}?limit=20&search=queues`);
  await visit("content.postBySlug", `GET ${blog}/${body.post.slug}`);
  await visit("content.postBySlug by id", `GET ${route}`);
  await visit("content.view", `POST ${route}/view`);
  await visit("content.ownPosts", `GET ${blog}/mine?limit=20`, as(instructor));
  await visit("content.ownPosts in a status", `GET ${blog}/mine?limit=20&status=published`, as(admin));
  await visit("content.authoredPost", `GET ${route}/edit`, as(instructor));
  await visit("content.revisions", `GET ${route}/revisions`, as(instructor));
  await visit("content.removePost archived", `DELETE ${route}`, as(admin));
  const scrap = await visit("content.createPost", `POST ${blog}`, as(instructor, { title: "Scrap", content: "No." }));
  await visit("content.removePost", `DELETE ${blog}/${scrap.body.post.id}`, as(admin));
}

const soon = (ahead: number) => ({
  ...{
    title: `Soon ${randomUUID().slice(0, 8)}`,
    content: "<p>Soon.</p>",
    status: "published",
    published_at: later(ahead + 2000),
  },
});

/** A learner says what they think of a course, and an admin lets it be seen. */
async function review({ visit, admin }: Tour, learner: Person, course: { id: string }): Promise<void> {
  const route = "/api/content/testimonials";
  const opinion = { course_id: course.id, rating: 5, title: "Kind", content: "I understood rebasing at last." };
  const { body } = await visit("content.createTestimonial", `POST ${route}`, as(learner, opinion));
  const own = `${route}/${body.testimonial.id}`;
  const seen = { status: "approved", featured: true };
  await visit("content.moderateTestimonial", `PUT ${own}`, as(admin, seen));
  await visit("content.testimonials", `GET ${route}?limit=20`);
  await visit("content.testimonials of a course", `GET ${route}?limit=20&course=${course.id}&featured=true`);
  await visit("content.allTestimonials", `GET ${route}/all?limit=20&status=approved`, as(admin));
  await visit("content.removeTestimonial", `DELETE ${own}`, as(learner));
}

async function answer({ visit, admin }: Tour): Promise<void> {
  const route = "/api/content/faqs";
  const question = { question: "May I pay by UPI?", answer: "<p>Yes.</p>", category: "Payment" };
  const { body } = await visit("content.createFaq", `POST ${route}`, as(admin, question));
  const { id } = body.faq;
  await visit("content.updateFaq", `PUT ${route}/${id}`, as(admin, { answer: "<p>Yes, with any app.</p>" }));
  await visit("content.reorderFaqs", `PUT ${route}/reorder`, as(admin, { category: "Payment", ids: [id] }));
  await visit("content.faqs", `GET ${route}?category=Payment`);
  await visit("content.allFaqs", `GET ${route}/all`, as(admin));
  await visit("content.removeFaq", `DELETE ${route}/${id}`, as(admin));
}

/** The blog, the reviews and the questions; and what machines read of them. */
export async function publishContent(tour: Tour, learner: Person, course: { id: string }): Promise<void> {
  const { platform, visit } = tour;
  await write(tour);
  await review(tour, learner, course);
  await answer(tour);
  await platform.settled();
  await visit("content.rss", `GET ${blog}/rss.xml`);
  await visit("content.sitemap", "GET /api/content/sitemap.xml");
  const month = new Date(Date.now() + platform.ahead).toISOString().slice(0, 7);
  await visit("content.sitemapPart", `GET /api/content/sitemap/courses-${month}.xml`);
  await visit("content.sitemapPart of posts", `GET /api/content/sitemap/posts-${month}.xml`);
}
