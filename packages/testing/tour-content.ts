import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { newPost } from "./posts";

/** What a tour meets of the blog, the reviews and the questions. */
export interface ContentCast {
  post: { id: string; slug: string };
  testimonial: { id: string };
  faq: { id: string };
}

interface People {
  admin: Person;
  learner: Person;
}

/** One of each, out and approved; the learner is enrolled in the course. */
export async function assembleContent(
  platform: TestPlatform,
  { admin, learner }: People,
  course: { id: string },
): Promise<ContentCast> {
  const as = ({ token }: Person, route: string, body: object) => call(platform, route, { token, body });
  const post = await newPost(platform, admin, { title: "On learning", tags: ["learning"] });
  const review = { course_id: course.id, rating: 5, content: "Kind and clear." };
  const { testimonial } = (await as(learner, "POST /api/content/testimonials", review)).body;
  await as(admin, `PUT /api/content/testimonials/${testimonial.id}`, { status: "approved" });
  const asked = await as(admin, "POST /api/content/faqs", { question: "Why?", answer: "<p>Because.</p>" });
  await platform.settled();
  return { post, testimonial, faq: asked.body.faq };
}

type Visits = Record<string, () => Promise<Reply>>;

function blogVisits(platform: TestPlatform, { admin }: People, { post }: ContentCast): Visits {
  const blog = "/api/content/blog";
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  return {
    "content.posts": () => call(platform, `GET ${blog}`),
    "content.ownPosts": () => asAdmin(`GET ${blog}/mine`),
    "content.postBySlug": () => call(platform, `GET ${blog}/${post.slug}`),
    "content.view": () => call(platform, `POST ${blog}/${post.id}/view`),
    "content.authoredPost": () => asAdmin(`GET ${blog}/${post.id}/edit`),
    "content.createPost": () => asAdmin(`POST ${blog}`, { title: "Another", content: "<p>Words.</p>" }),
    "content.updatePost": () => asAdmin(`PUT ${blog}/${post.id}`, { meta_title: "On learning well" }),
    "content.revisions": () => asAdmin(`GET ${blog}/${post.id}/revisions`),
    "content.restoreRevision": () => asAdmin(`POST ${blog}/${post.id}/revisions/1/restore`),
    "content.removePost": async () => {
      const { id } = await newPost(platform, admin, { status: "draft" });
      return asAdmin(`DELETE ${blog}/${id}`);
    },
  };
}

function opinionVisits(
  platform: TestPlatform,
  { admin, learner }: People,
  { testimonial, faq }: ContentCast,
  other: { id: string },
): Visits {
  const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
  const review = { course_id: other.id, rating: 4, content: "Worth it." };
  return {
    "content.testimonials": () => call(platform, "GET /api/content/testimonials"),
    "content.allTestimonials": () => asAdmin("GET /api/content/testimonials/all"),
    "content.createTestimonial": () =>
      call(platform, "POST /api/content/testimonials", { token: learner.token, body: review }),
    "content.moderateTestimonial": () => asAdmin(`PUT /api/content/testimonials/${testimonial.id}`, { featured: true }),
    "content.removeTestimonial": () => asAdmin(`DELETE /api/content/testimonials/${testimonial.id}`),
    "content.faqs": () => call(platform, "GET /api/content/faqs"),
    "content.allFaqs": () => asAdmin("GET /api/content/faqs/all"),
    "content.createFaq": () => asAdmin("POST /api/content/faqs", { question: "How?", answer: "So." }),
    "content.updateFaq": () => asAdmin(`PUT /api/content/faqs/${faq.id}`, { question: "Why not?" }),
    "content.reorderFaqs": () => asAdmin("PUT /api/content/faqs/reorder", { category: null, ids: [faq.id] }),
    "content.removeFaq": () => asAdmin(`DELETE /api/content/faqs/${faq.id}`),
  };
}

/** One successful call of every endpoint of the group; `other` is a course that the learner has not reviewed. */
export const contentVisits = (
  platform: TestPlatform,
  people: People,
  cast: ContentCast,
  other: { id: string },
): Visits => ({
  ...blogVisits(platform, people, cast),
  ...opinionVisits(platform, people, cast, other),
  "content.rss": () => call(platform, "GET /api/content/blog/rss.xml"),
  "content.sitemap": () => call(platform, "GET /api/content/sitemap.xml"),
  "content.sitemapPart": () => call(platform, "GET /api/content/sitemap/courses-2026-01.xml"),
});
