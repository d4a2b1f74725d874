import * as z from "zod/mini";
import { group } from "./endpoint";
import { currency, date, instant, maybe } from "./fields";
import { type FamilyName, metrics, type TotalName, totals } from "./metrics";

export const interval = z.enum(["day", "week", "month"]);
export type Interval = z.infer<typeof interval>;

const day = date.check(z.refine((given) => /^20\d\d-/.test(given), "must be a day of this century"));

/**
 * Days in India, both of them in; widened to whole weeks (from Monday) or months. Without `to` it is today; without
 * `from` thirty days, twelve weeks or twelve months until then.
 */
const period = {
  from: z.optional(day),
  to: z.optional(day),
  interval: z._default(interval, "day"),
};
const inCurrency = { ...period, currency: z.optional(currency) };

type Figures<Name extends FamilyName> = Record<keyof (typeof metrics)[Name]["figures"] & string, z.ZodMiniNumber>;

// The shape has the keys of the declaration that it is made of.
const figures = <Name extends FamilyName>(name: Name) =>
  Object.fromEntries(Object.keys(metrics[name].figures).map((figure) => [figure, z.number()])) as Figures<Name>;

const totalsOf = <Name extends TotalName>(name: Name) =>
  z.object(
    Object.fromEntries(Object.keys(totals[name]).map((total) => [total, z.number()])) as Record<
      keyof (typeof totals)[Name] & string,
      z.ZodMiniNumber
    >,
  );

/** The day, or the first of the week or month. */
const start = { date };

const range = { from: date, to: date, interval };

const { paid, gross, discounts, tax, refunds, disputes, net, net_events, ...others } = figures("orders");
const { average_order_value, refund_rate } = others;
const revenueFigures = {
  paid,
  gross,
  discounts,
  tax,
  refunds,
  disputes,
  net,
  net_events,
  average_order_value,
  refund_rate,
};

const ranked = z.object({ id: z.string(), title: maybe(z.string()), value: z.number() });
const rankedByRevenue = z.extend(ranked, { currency });

const cohort = z.object({
  /** Its first month: `2026-11`. */
  cohort: z.string(),
  learners: z.int(),
  /** How many of them learned in that month, in the next, and so on until this month. */
  active: z.array(z.int()),
});

/** What a period brought; money in the dashboard's currency. */
const brought = z.object({
  ...{ placed: z.int(), paid: z.int(), gross: z.number(), refunds: z.number(), net: z.number() },
  ...{ registered: z.int(), enrollments: z.int(), completions: z.int(), registrations: z.int() },
});

/** By which part it is more than in the period before: 0.25 is a quarter more; null where there was nothing. */
const change = z.object({
  ...{ placed: maybe(z.number()), paid: maybe(z.number()), gross: maybe(z.number()), refunds: maybe(z.number()) },
  ...{ net: maybe(z.number()), registered: maybe(z.number()), enrollments: maybe(z.number()) },
  ...{ completions: maybe(z.number()), registrations: maybe(z.number()) },
});

const compared = z.object({ ...range, figures: brought, change });

export const analytics = group("analytics", {
  summary: "Figures for admins, kept as things happen: each is defined in docs/metrics.md",
  needs: { table: ["GetItem", "BatchGetItem", "Query"], indexes: ["gsi1"] },
  endpoints: {
    dashboard: {
      method: "GET",
      path: "/analytics/dashboard",
      access: "admin",
      summary:
        "How things stand: today, yesterday, the last 7 and 30 days against those before, totals, what sells best",
      query: z.strictObject({ currency: z._default(currency, "INR") }),
      returns: z.object({
        dashboard: z.object({
          as_of: instant,
          currency,
          periods: z.object({ today: compared, yesterday: compared, last_7_days: compared, last_30_days: compared }),
          totals: z.object({
            ...{ users: totalsOf("users"), courses: totalsOf("courses"), events: totalsOf("events") },
            ...{ enrollments: totalsOf("enrollments"), orders: z.int(), pending_testimonials: z.int() },
          }),
          top_courses: z.object({ by_revenue: z.array(rankedByRevenue), by_enrollments: z.array(ranked) }),
        }),
      }),
    },
    revenue: {
      method: "GET",
      path: "/analytics/revenue",
      access: "admin",
      summary: "Revenue and what it is made of, per day, week or month, and currency",
      query: z.strictObject(inCurrency),
      returns: z.object({
        revenue: z.array(z.object({ ...start, currency, ...revenueFigures })),
        ...range,
        totals: z.array(z.object({ currency, ...revenueFigures })),
      }),
      csv: true,
    },
    orders: {
      method: "GET",
      path: "/orders/analytics",
      access: "admin",
      summary: "Orders from placed to paid to granted, by the day on which they were placed; refund rate, order value",
      query: z.strictObject(inCurrency),
      returns: z.object({
        orders: z.array(z.object({ ...start, currency, ...figures("orders") })),
        ...range,
        totals: z.array(z.object({ currency, ...figures("orders") })),
      }),
      csv: true,
    },
    users: {
      method: "GET",
      path: "/analytics/users",
      access: "admin",
      summary:
        "Accounts per day, week or month, who there is now, and how many of each month's new learners go on learning",
      query: z.strictObject(period),
      returns: z.object({
        users: z.array(z.object({ ...start, ...figures("users") })),
        ...range,
        totals: z.object(figures("users")),
        now: totalsOf("users"),
        cohorts: z.array(cohort),
      }),
      csv: true,
    },
    courses: {
      method: "GET",
      path: "/analytics/courses",
      access: "admin",
      summary:
        "Enrollments, completions and certificates per day, week or month, and the courses with most of both kinds",
      query: z.strictObject({ ...period, currency: z._default(currency, "INR") }),
      returns: z.object({
        learning: z.array(z.object({ ...start, ...figures("learning") })),
        ...range,
        totals: z.object(figures("learning")),
        now: z.object({ courses: totalsOf("courses"), enrollments: totalsOf("enrollments") }),
        top: z.object({ by_revenue: z.array(rankedByRevenue), by_enrollments: z.array(ranked) }),
      }),
      csv: true,
    },
    events: {
      method: "GET",
      path: "/analytics/events",
      access: "admin",
      summary: "Registrations and what became of them per day, week or month, and the events with most of both kinds",
      query: z.strictObject({ ...period, currency: z._default(currency, "INR") }),
      returns: z.object({
        registrations: z.array(z.object({ ...start, ...figures("events") })),
        ...range,
        totals: z.object(figures("events")),
        now: totalsOf("events"),
        top: z.object({ by_revenue: z.array(rankedByRevenue), by_registrations: z.array(ranked) }),
      }),
      csv: true,
    },
  },
});
