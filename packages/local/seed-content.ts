import { faqs, posts, reviews, scheduledPost } from "./articles";

/** Sends a request to the API of the copy, as somebody. */
type Send = <Answer>(path: string, method: string, body: unknown, token: string) => Promise<Answer>;

interface Authors {
  author: string;
  admin: string;
  /** Tokens of those who review, one for each review. */
  learners: string[];
}

const week = 7 * 24 * 3600_000;

async function seedBlog(send: Send, author: string, now: Date): Promise<void> {
  const published_at = new Date(now.getTime() + week).toISOString();
  for (const post of [...posts, { ...scheduledPost, published_at }]) await send("/content/blog", "POST", post, author);
}

async function seedReviews(send: Send, { admin, learners }: Authors, courseId: string): Promise<void> {
  for (const [n, { name, ...review }] of reviews.entries()) {
    const learner = learners[n] ?? "";
    await send(`/courses/${courseId}/enroll`, "POST", {}, learner);
    const body = { ...review, course_id: courseId };
    const made = await send<{ testimonial: { id: string } }>("/content/testimonials", "POST", body, learner);
    const seen = { status: "approved", featured: review.rating === 5 };
    await send(`/content/testimonials/${made.testimonial.id}`, "PUT", seen, admin);
  }
}

/**
 * What visitors read beside the catalogue: a blog, reviews of a free course, questions and answers.
 * @param courseId the course that is reviewed; free
 */
export async function seedContent(send: Send, authors: Authors, courseId: string, now: Date): Promise<void> {
  await seedBlog(send, authors.author, now);
  await seedReviews(send, authors, courseId);
  for (const [sort_order, faq] of faqs.entries())
    await send("/content/faqs", "POST", { ...faq, sort_order }, authors.admin);
}
