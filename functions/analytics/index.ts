import { analytics } from "#contract/analytics";
import { cohortsUntil } from "#core/statistics/cohorts";
import { dashboardOf } from "#core/statistics/dashboard";
import { everythingNow } from "#core/statistics/now";
import { periodOf } from "#core/statistics/period";
import { moneySeriesOf, seriesOf } from "#core/statistics/series";
import { topOf } from "#core/statistics/top";
import { serve } from "#http/serve";

export const handler = serve(analytics, {
  dashboard: async ({ query, now }) => ({ dashboard: await dashboardOf(query.currency, now) }),
  revenue: async ({ query, now }) => {
    const period = periodOf(query, now);
    const { rows, totals } = await moneySeriesOf(period, query.currency);
    return { ...period, revenue: rows, totals };
  },
  orders: async ({ query, now }) => {
    const period = periodOf(query, now);
    const { rows, totals } = await moneySeriesOf(period, query.currency);
    return { ...period, orders: rows, totals };
  },
  users: async ({ query, now }) => {
    const period = periodOf(query, now);
    const [{ rows, totals }, { users }, cohorts] = await Promise.all([
      seriesOf("users", period),
      everythingNow(),
      cohortsUntil(now),
    ]);
    return { ...period, users: rows, totals, now: users, cohorts };
  },
  courses: async ({ query, now }) => {
    const period = periodOf(query, now);
    const [{ rows, totals }, { courses, enrollments }, top] = await Promise.all([
      seriesOf("learning", period),
      everythingNow(),
      topOf("course", "enrollments", query.currency),
    ]);
    const { by_revenue, by_number: by_enrollments } = top;
    return { ...period, learning: rows, totals, now: { courses, enrollments }, top: { by_revenue, by_enrollments } };
  },
  events: async ({ query, now }) => {
    const period = periodOf(query, now);
    const [{ rows, totals }, { events }, top] = await Promise.all([
      seriesOf("events", period),
      everythingNow(),
      topOf("event", "registrations", query.currency),
    ]);
    const { by_revenue, by_number: by_registrations } = top;
    return { ...period, registrations: rows, totals, now: events, top: { by_revenue, by_registrations } };
  },
});
