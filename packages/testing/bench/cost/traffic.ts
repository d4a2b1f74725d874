/** Calls of endpoints by their names in the tour, and how often each. */
export type Calls = Record<string, number>;

/** What a browser asks for a page. */
export const pages = {
  home: { "courses.featured": 1, "categories.tree": 1, "content.testimonials": 1 },
  catalogue: { "courses.list": 1, "categories.tree": 1 },
  search: { "courses.list by words, filters and price": 1 },
  course: { "courses.bySlug": 1, "learning.outline": 1, "content.testimonials of a course": 1 },
  event: { "events.bySlug": 1 },
  events: { "events.upcoming": 1 },
  post: { "content.postBySlug": 1, "content.view": 1 },
  lesson: { "learning.lesson": 1, "learning.saveProgress within a lesson": 3, "learning.saveProgress": 1 },
  account: { "auth.profile": 1, "courses.enrolled": 1 },
} as const satisfies Record<string, Calls>;

export type PageName = keyof typeof pages;

/** Pages that an active learner opens in a month. */
export const learnerPages: Record<PageName, number> = {
  ...{ home: 6, catalogue: 4, search: 3, course: 6, events: 2, event: 1, post: 3, lesson: 24, account: 6 },
};

/** Pages that visitors without an account open, for each active learner. */
export const visitorPages: Record<PageName, number> = {
  ...{ home: 10, catalogue: 6, search: 3, course: 12, events: 2, event: 2, post: 10, lesson: 0, account: 0 },
};

/** What else an active learner does in a month. */
export const learnerCalls: Calls = {
  "auth.register": 0.1,
  "auth.verifyEmail": 0.1,
  "auth.login": 2,
  "auth.refreshToken": 20,
  "courses.enroll": 0.3,
  "assessment.start": 1,
  "assessment.saveAttempt": 5,
  "assessment.saveAttempt to pass": 1,
  "certificates.ofCourse": 0.2,
  "events.register": 0.2,
};

/** An order from the checkout to the invoice. The webhook comes first, as it mostly does, and brings the mails with it. */
export const orderCalls: Calls = {
  "coupons.preview": 0.3,
  "orders.createPayment": 1,
  "webhooks.stripe": 1,
  "orders.byId": 1,
  "invoices.ofOrder": 0.3,
};

/** A picture of oneself, from the form to its use; drawing it comes on top. */
export const imageCalls: Calls = {
  "uploads.create": 1,
  "uploads.byId while it is awaited": 3,
  "auth.updateProfile with a picture": 1,
};

/** Orders and pictures of an active learner in a month. */
export const share = { orders: 0.1, images: 0.03 } as const;

export interface Scale {
  learners: number;
  /** Of invocations, those that start an environment: the more come, the warmer it is. */
  cold: number;
}

export const scales: readonly Scale[] = [
  { learners: 1000, cold: 0.25 },
  { learners: 50_000, cold: 0.03 },
  { learners: 1_000_000, cold: 0.005 },
];

/** Of what the edge may keep, what it has. */
export const hitShares = [0, 0.8] as const;
