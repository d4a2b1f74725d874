import type { z } from "zod/mini";
import type { newFaq } from "#contract/faq";
import type { newPost } from "#contract/post";

type Post = z.input<typeof newPost>;

/** What a fresh copy's blog has. */
export const posts: Post[] = [
  {
    title: "Learn in Public, Even When It Is Messy",
    content:
      "<p>Nobody learns to code by watching. Write a paragraph about what you tried today, what broke, and what you believe now.</p><h2>Why it works</h2><p>To explain is to notice what you don't understand yet. <strong>One honest page a week</strong> beats ten saved tutorials.</p><ul><li>Write before you look it up.</li><li>Keep the wrong version beside the right one.</li></ul>",
    tags: ["learning", "habits"],
    status: "published",
  },
  {
    title: "What a Queue Taught Us About Exam Season",
    content:
      '<p>In March ten times as many of you sign in at once. We put a queue between the rush and the work, and nobody was sent away.</p><pre><code class="language-ts">await queue.send(order); // and answer at once</code></pre><p>The course <a href="/courses/serverless-on-aws">Serverless on AWS</a> builds the same thing, step by step.</p>',
    excerpt: "How a list of things to do kept the platform standing when everybody came at the same time.",
    tags: ["aws", "serverless", "learning"],
    meta_title: "Queues, explained by exam season",
    status: "published",
  },
];

/** It appears a week after the copy was made. */
export const scheduledPost: Post = {
  title: "Announcing: Office Hours in Hindi and Tamil",
  content: "<p>From next month our instructors answer questions live, in three languages.</p>",
  tags: ["news"],
  status: "published",
};

/** What learners say about the first free course, in the order of the learners. */
export const reviews = [
  {
    name: "Lata Kumari",
    rating: 5,
    title: "At last",
    content: "I have feared rebase for years. One afternoon was enough.",
  },
  {
    name: "Farhan Sheikh",
    rating: 4,
    title: "Short and honest",
    content: "Could have been longer; the part on getting out of messes is gold.",
  },
  { name: "Tara Iyer", rating: 5, content: "My whole hostel wing did it on a Sunday. हम सबको समझ आ गया।" },
  {
    name: "Joseph D'Souza",
    rating: 5,
    title: "Free, and still careful",
    content: "Better than the paid ones I tried before.",
  },
] as const;

type Faq = z.input<typeof newFaq>;

const faq = (category: string, question: string, answer: string): Faq => ({ category, question, answer });

export const faqs: Faq[] = [
  faq("Courses", "How long may I keep a course?", "<p>For as long as the platform exists. Updates are included.</p>"),
  faq(
    "Courses",
    "Do I get a certificate?",
    "<p>Yes, when you have completed a course and verified your e-mail address.</p>",
  ),
  faq("Courses", "Can I learn on my phone?", "<p>Yes. Lessons remember where you left off, on every device.</p>"),
  faq("Payment", "May I pay by UPI?", "<p>Yes: UPI, cards and net banking.</p>"),
  faq("Payment", "Is GST included?", "<p>Yes. Your invoice shows it separately.</p>"),
  faq(
    "Payment",
    "Can I get my money back?",
    "<p>Within seven days, if you have seen less than a fifth of the course.</p>",
  ),
];
