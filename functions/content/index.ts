import { content } from "#contract/content";
import { listOwnPosts, readPost } from "#core/blog";
import * as Faq from "#core/faq";
import { rss } from "#core/feed";
import * as Post from "#core/post.edit";
import { listRevisions } from "#core/post.history";
import { browse } from "#core/post.search";
import { postView } from "#core/post.view";
import { countView } from "#core/post.views";
import { listAllTestimonials, listTestimonials, testimonialView } from "#core/reviews";
import { sitemapIndex, sitemapPart } from "#core/sitemap";
import * as Testimonial from "#core/testimonial";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

const authored = ({ post, content }: Post.Written) => ({ post: postView(post, content) });

export const handler = serve(content, {
  posts: async ({ query, now }) => listAnswer("posts", await browse(query, query, now)),
  ownPosts: async ({ query, session }) => listAnswer("posts", await listOwnPosts(session, query.status, query)),
  postBySlug: ({ params, now }) => readPost(params.slug, now),
  authoredPost: async ({ params, session }) => authored(await Post.read(params.id, session)),
  createPost: async ({ body, session, now }) => ({
    message: "Post created",
    ...authored(await Post.create(body, session, now)),
  }),
  updatePost: async ({ params, body, session, now }) => ({
    message: "Post updated",
    ...authored(await Post.update(params.id, body, session, now)),
  }),
  removePost: async ({ params, session, now }) => ({ message: `Post ${await Post.remove(params.id, session, now)}` }),
  revisions: async ({ params, session }) => ({ revisions: await listRevisions(params.id, session) }),
  restoreRevision: async ({ params, session, now }) => ({
    message: `Revision ${params.n} restored`,
    ...authored(await Post.restore(params.id, Number(params.n), session, now)),
  }),
  view: async ({ params, address, now }) => {
    await countView(params.id, address, now);
    return { message: "Counted" };
  },
  rss: async () => ({ contentType: "application/rss+xml; charset=utf-8", content: await rss() }),
  testimonials: async ({ query: { course, featured, ...paging } }) =>
    listAnswer("testimonials", await listTestimonials({ course, featured: featured === "true" }, paging)),
  allTestimonials: async ({ query }) => listAnswer("testimonials", await listAllTestimonials(query.status, query)),
  createTestimonial: async ({ body, session, now }) => ({
    message: "Thank you: your review appears when it has been approved",
    testimonial: testimonialView(await Testimonial.create(body, session, now)),
  }),
  moderateTestimonial: async ({ params, body, session, now }) => ({
    message: "Testimonial updated",
    testimonial: testimonialView(await Testimonial.moderate(params.id, body, session, now)),
  }),
  removeTestimonial: async ({ params, session, now }) => {
    await Testimonial.remove(params.id, session, now);
    return { message: "Testimonial deleted" };
  },
  faqs: ({ query }) => Faq.listFaqs({ ...query, status: "published" }),
  allFaqs: ({ query }) => Faq.listFaqs(query),
  createFaq: async ({ body, session, now }) => ({
    message: "Question created",
    faq: await Faq.create(body, session, now),
  }),
  reorderFaqs: async ({ body, session, now }) => {
    await Faq.reorder(body, session, now);
    return { message: "Order kept" };
  },
  updateFaq: async ({ params, body, session, now }) => ({
    message: "Question updated",
    faq: await Faq.update(params.id, body, session, now),
  }),
  removeFaq: async ({ params, session, now }) => {
    await Faq.remove(params.id, session, now);
    return { message: "Question deleted" };
  },
  sitemap: async () => ({ contentType: "application/xml; charset=utf-8", content: await sitemapIndex() }),
  sitemapPart: async ({ params }) => ({
    contentType: "application/xml; charset=utf-8",
    content: await sitemapPart(params.part),
  }),
});
