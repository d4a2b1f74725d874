import type { z } from "zod/mini";
import type { newCoupon } from "#contract/coupon";
import type { newCourse } from "#contract/course";

/** `category` is a slug below. */
type Seed = z.input<typeof newCourse> & { category: string; featured?: boolean; published?: boolean };

interface CategorySeed {
  name: string;
  description: string;
  children?: CategorySeed[];
}

/** What the courses are about. */
export const categories: CategorySeed[] = [
  {
    name: "Technology",
    description: "Software, from the first line to the data centre.",
    children: [
      {
        name: "Programming",
        description: "Languages, tools and the craft of writing software.",
        children: [
          { name: "Web Development", description: "What runs in browsers, and what answers them." },
          { name: "Systems Programming", description: "Close to the machine: memory, threads, files." },
        ],
      },
      { name: "Data", description: "Statistics, analysis and machine learning." },
      { name: "Cloud", description: "Services that stay up when machines don't." },
    ],
  },
  { name: "Design", description: "Interfaces, type and words that people understand." },
];

const course = (
  title: string,
  category: string,
  level: "beginner" | "intermediate" | "advanced",
  price: number,
  short_description: string,
  more: Partial<Seed> = {},
): Seed => ({ title, category, level, price, short_description, published: true, ...more });

/** What a visitor of a fresh copy finds: enough of everything to filter, sort and page. */
export const catalogue: Seed[] = [
  course(
    "TypeScript from the Ground Up",
    "web-development",
    "beginner",
    1499,
    "Types that help instead of hinder: from the first function to a published package.",
    {
      original_price: 2999,
      duration: "18 hours",
      featured: true,
      learning_outcomes: "Read any signature\nModel a domain with unions\nShip a typed package",
    },
  ),
  course(
    "Python for Data Analysis",
    "data",
    "beginner",
    1299,
    "Tables, time series and charts with pandas, on real open data of Indian cities.",
    {
      original_price: 1999,
      duration: "22 hours",
      featured: true,
    },
  ),
  course(
    "Statistics Without Tears",
    "data",
    "beginner",
    799,
    "Means, spreads and tests, explained with cricket scores and monsoon records.",
    { duration: "9 hours" },
  ),
  course(
    "Machine Learning in Practice",
    "data",
    "intermediate",
    3499,
    "From a baseline to a model in production, and how to know that it still works.",
    {
      original_price: 4999,
      duration: "30 hours",
      featured: true,
    },
  ),
  course(
    "Serverless on AWS",
    "cloud",
    "intermediate",
    2999,
    "Lambda, DynamoDB and API Gateway, designed for the failure that will come.",
    { duration: "16 hours" },
  ),
  course(
    "Distributed Systems: Time, Order, Truth",
    "cloud",
    "advanced",
    4499,
    "Clocks, consensus and idempotency, taken apart with small simulations.",
    { duration: "26 hours" },
  ),
  course(
    "Algorithms and Data Structures",
    "programming",
    "intermediate",
    1999,
    "Think in invariants: sixty problems from arrays to flows, solved and proved.",
    { duration: "34 hours" },
  ),
  course(
    "Rust for Systems Programmers",
    "systems-programming",
    "advanced",
    2799,
    "Ownership, lifetimes and async, by building a small database.",
    { duration: "28 hours" },
  ),
  course(
    "Designing Interfaces People Understand",
    "design",
    "beginner",
    999,
    "Layout, type and words: a course in removing what is in the way.",
    { duration: "11 hours" },
  ),
  course(
    "Git in One Afternoon",
    "programming",
    "beginner",
    0,
    "Commits, branches and how to get out of every mess. Free, for everybody.",
    { duration: "3 hours", featured: true },
  ),
  course(
    "How the Web Works",
    "web-development",
    "beginner",
    0,
    "What happens between pressing Enter and seeing a page. Free, for everybody.",
    { duration: "2 hours" },
  ),
  course("स्प्रेडशीट से शुरुआत", "data", "beginner", 499, "हिंदी में: सूत्र, चार्ट और छोटे व्यवसाय का हिसाब।", {
    language: "Hindi",
    duration: "6 hours",
  }),
  course(
    "Kubernetes, Honestly",
    "cloud",
    "advanced",
    3999,
    "When you need it, when you don't, and how to run it when you do.",
    { published: false },
  ),
];

/** Who a fresh copy knows. One password for all: they exist on this machine only. */
export const people = [
  { name: "Asha Student", email: "student@instaiq.test", role: "student", verified: true },
  { name: "Ravi Instructor", email: "instructor@instaiq.test", role: "instructor", verified: true },
  { name: "Meera Admin", email: "admin@instaiq.test", role: "admin", verified: true },
  { name: "Nikhil Unverified", email: "unverified@instaiq.test", role: "student", verified: false },
] as const;

/** Codes to try at the checkout. */
export const coupons: z.input<typeof newCoupon>[] = [
  {
    ...{ code: "WELCOME10", kind: "percent", value: 10, currency: "INR", max_discount: 500, max_uses_per_user: 1 },
    description: "A tenth off the first purchase, up to ₹500",
  },
];

/** Who has been invited and hasn't answered: their links wait in the local inbox. */
export const invited = [
  { name: "Kavya Nair", email: "kavya@instaiq.test", role: "instructor" },
  { name: "Imran Sheikh", email: "imran@instaiq.test", role: "student", phone: "+91 98860 12345" },
] as const;

export const commonPassword = "password123";
