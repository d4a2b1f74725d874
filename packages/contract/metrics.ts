/** A number of things, an amount of money in a currency, or a part of a whole (0.25 is a quarter). */
type Unit = "count" | "money" | "share";

interface Metric {
  unit: Unit;
  /** What counts, and what a refund or a change of mind does to it. */
  about: string;
  /** Made of other figures of the same row when it is read; all others are kept as things happen. */
  derived?: true;
}

/** Figures that are kept together: a row per day and per month, and per currency where there is one. */
interface Family {
  title: string;
  /** To which day something belongs. */
  day: string;
  perCurrency?: true;
  figures: Record<string, Metric>;
}

const count = (about: string) => ({ unit: "count", about }) as const;
const money = (about: string) => ({ unit: "money", about }) as const;
const share = (about: string) => ({ unit: "share", about, derived: true }) as const;

/** Every figure that has a day: from here come the rows, the answers' schemas and docs/metrics.md. */
export const metrics = {
  orders: {
    title: "Orders and revenue",
    day: "the day on which it happened; figures named `cohort_…` belong to the day on which the order was placed",
    perCurrency: true,
    figures: {
      placed: count("Orders that were placed, whatever became of them."),
      paid: count("Orders that came to be paid, free ones included (a total of 0). A refund takes none away."),
      given_up: count(
        "Unpaid orders that expired or were cancelled. One that is paid after all counts in `paid`, too.",
      ),
      declined: count("Payments that a bank declined; an order can have several, or be paid later."),
      returned: count("Orders that were paid and couldn't be granted: all of their money goes back."),
      refunded: count(
        "Refunds that went out, parts included. One that failed afterwards is taken off on the day it failed.",
      ),
      disputed: count("Payments that a buyer's bank asked back."),
      gross: money("What buyers paid, taxes included, before anything went back."),
      discounts: money("What coupons took off the orders that were paid."),
      tax: money("The tax within `gross`. A refund leaves it as it is."),
      refunds: money("What went back by refunds, on the day on which it went; less what came back of failed ones."),
      disputes: money("What banks took back, less what was won back. Negative on a day on which more was won."),
      net: money(
        "Revenue: the sum of the ledger, `gross` less `refunds` less `disputes`. Negative on a day of refunds.",
      ),
      net_events: money("The part of `net` that is of events; the rest is of courses."),
      paid_events: count("The part of `paid` that is of events; the rest is of courses."),
      cohort_paid: count("Of the orders that were placed on that day, those paid since."),
      cohort_completed: count(
        "Of the orders that were placed on that day, those whose course or seat was granted since.",
      ),
      cohort_given_up: count("Of the orders that were placed on that day, those given up since."),
      average_order_value: { ...money("`gross` by `paid`; 0 where nothing was paid."), derived: true },
      refund_rate: share("`refunds` by `gross`; 0 where nothing was paid. Above 1 where more went back than came in."),
      conversion: share("`cohort_paid` by `placed`; it still grows while orders are open. 0 where none was placed."),
    },
  },
  users: {
    title: "Users",
    day: "the day on which the account was opened; for `deleted` the day of the deletion",
    figures: {
      registered: count(
        "Accounts that were opened, by registration, invitation or import; later deletion takes none away.",
      ),
      deleted: count("Accounts that were deleted for good."),
    },
  },
  learning: {
    title: "Learning",
    day: "the day of the learner's first enrollment in the course; of its completion for `completions` and `certificates`",
    figures: {
      enrollments: count(
        "Learners who came into a course for the first time. Whoever leaves and returns counts once; a refund takes none away.",
      ),
      paid_enrollments: count("Those of them who came by an order."),
      completions: count("Courses that a learner completed. It happens once and is never taken back."),
      certificates: count("Certificates that were issued, those included that became void since."),
    },
  },
  events: {
    title: "Events",
    day: "the day on which somebody registered, whenever the rest happened: what has become of that day's registrations",
    figures: {
      registrations: count(
        "People registered for an event. Whoever cancels and registers again counts once, on the latest day.",
      ),
      paid_registrations: count("Those of them by an order that still stands: a refund takes them away."),
      cancellations: count("Those of them who cancelled, or whose registration was taken away, by a refund too."),
      attended: count("Those of them who were there."),
      no_shows: count("Those of them who stayed away, as the organizer said."),
    },
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof metrics;

/** How many there are now, whenever they came. */
export const totals = {
  users: {
    students: "Accounts with the role, deleted ones left out.",
    instructors: "Accounts with the role, deleted ones left out.",
    admins: "Accounts with the role, deleted ones left out.",
    active: "Accounts that can sign in.",
    inactive: "Accounts that are suspended.",
    pending: "Invitations that weren't accepted yet.",
  },
  courses: {
    draft: "Courses that nobody sees yet.",
    published: "Courses on sale.",
    archived: "Courses that only their learners see.",
  },
  events: {
    draft: "Events that nobody sees yet.",
    published: "Events that take place or took place.",
    cancelled: "Events that don't take place.",
  },
  enrollments: {
    active: "Learners in a course, once per course.",
    completed: "Learners who have completed a course and still have it.",
    cancelled: "Learners who left, or whose right was taken away.",
  },
} as const satisfies Record<string, Record<string, string>>;

export type TotalName = keyof typeof totals;

/** What a course or event is ranked by, over all time. */
export const rankings = {
  revenue: "Its `net` in a currency, over all time.",
  enrollments: "Learners who came into the course for the first time, over all time.",
  registrations: "People registered for the event, those included who cancelled.",
} as const;

/** How a learner counts in the cohorts. */
export const retention = {
  cohort: "Everybody whose first month of learning it was: the month of the first enrollment in any course.",
  learners: "How many that are.",
  active:
    "How many of them enrolled in something or completed a lesson in that month, and in each month after it: once per learner and month.",
} as const;
