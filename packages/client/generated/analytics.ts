// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { Currency, Interval } from "./types";

export interface DashboardInput {
  query?: {
    currency?: Currency;
  };
}

export interface DashboardAnswer {
  dashboard: {
    as_of: string;
    currency: Currency;
    periods: {
      today: {
        from: string;
        to: string;
        interval: Interval;
        figures: {
          placed: number;
          paid: number;
          gross: number;
          refunds: number;
          net: number;
          registered: number;
          enrollments: number;
          completions: number;
          registrations: number;
        };
        change: {
          placed: number | null;
          paid: number | null;
          gross: number | null;
          refunds: number | null;
          net: number | null;
          registered: number | null;
          enrollments: number | null;
          completions: number | null;
          registrations: number | null;
        };
      };
      yesterday: {
        from: string;
        to: string;
        interval: Interval;
        figures: {
          placed: number;
          paid: number;
          gross: number;
          refunds: number;
          net: number;
          registered: number;
          enrollments: number;
          completions: number;
          registrations: number;
        };
        change: {
          placed: number | null;
          paid: number | null;
          gross: number | null;
          refunds: number | null;
          net: number | null;
          registered: number | null;
          enrollments: number | null;
          completions: number | null;
          registrations: number | null;
        };
      };
      last_7_days: {
        from: string;
        to: string;
        interval: Interval;
        figures: {
          placed: number;
          paid: number;
          gross: number;
          refunds: number;
          net: number;
          registered: number;
          enrollments: number;
          completions: number;
          registrations: number;
        };
        change: {
          placed: number | null;
          paid: number | null;
          gross: number | null;
          refunds: number | null;
          net: number | null;
          registered: number | null;
          enrollments: number | null;
          completions: number | null;
          registrations: number | null;
        };
      };
      last_30_days: {
        from: string;
        to: string;
        interval: Interval;
        figures: {
          placed: number;
          paid: number;
          gross: number;
          refunds: number;
          net: number;
          registered: number;
          enrollments: number;
          completions: number;
          registrations: number;
        };
        change: {
          placed: number | null;
          paid: number | null;
          gross: number | null;
          refunds: number | null;
          net: number | null;
          registered: number | null;
          enrollments: number | null;
          completions: number | null;
          registrations: number | null;
        };
      };
    };
    totals: {
      users: {
        students: number;
        instructors: number;
        admins: number;
        active: number;
        inactive: number;
        pending: number;
      };
      courses: {
        draft: number;
        published: number;
        archived: number;
      };
      events: {
        draft: number;
        published: number;
        cancelled: number;
      };
      enrollments: {
        active: number;
        completed: number;
        cancelled: number;
      };
      orders: number;
      pending_testimonials: number;
    };
    top_courses: {
      by_revenue: ({
        id: string;
        title: string | null;
        value: number;
        currency: Currency;
      })[];
      by_enrollments: ({
        id: string;
        title: string | null;
        value: number;
      })[];
    };
  };
}

/**
 * How things stand: today, yesterday, the last 7 and 30 days against those before, totals, what sells best.
 *
 * `GET /api/analytics/dashboard` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function dashboard(client: Client, input: DashboardInput = {}, options?: CallOptions): Promise<DashboardAnswer> {
  return client.call({ method: "GET", path: "/api/analytics/dashboard", token: true }, input, options);
}

export interface RevenueInput {
  query?: {
    from?: string;
    to?: string;
    interval?: Interval;
    currency?: Currency;
  };
}

export interface RevenueAnswer {
  revenue: {
    date: string;
    currency: Currency;
    paid: number;
    gross: number;
    discounts: number;
    tax: number;
    refunds: number;
    disputes: number;
    net: number;
    net_events: number;
    average_order_value: number;
    refund_rate: number;
  }[];
  from: string;
  to: string;
  interval: Interval;
  totals: {
    currency: Currency;
    paid: number;
    gross: number;
    discounts: number;
    tax: number;
    refunds: number;
    disputes: number;
    net: number;
    net_events: number;
    average_order_value: number;
    refund_rate: number;
  }[];
}

/**
 * Revenue and what it is made of, per day, week or month, and currency.
 *
 * `GET /api/analytics/revenue` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function revenue(client: Client, input: RevenueInput = {}, options?: CallOptions): Promise<RevenueAnswer> {
  return client.call({ method: "GET", path: "/api/analytics/revenue", token: true }, input, options);
}

export interface OrdersInput {
  query?: {
    from?: string;
    to?: string;
    interval?: Interval;
    currency?: Currency;
  };
}

export interface OrdersAnswer {
  orders: {
    date: string;
    currency: Currency;
    placed: number;
    paid: number;
    given_up: number;
    declined: number;
    returned: number;
    refunded: number;
    disputed: number;
    gross: number;
    discounts: number;
    tax: number;
    refunds: number;
    disputes: number;
    net: number;
    net_events: number;
    paid_events: number;
    cohort_paid: number;
    cohort_completed: number;
    cohort_given_up: number;
    average_order_value: number;
    refund_rate: number;
    conversion: number;
  }[];
  from: string;
  to: string;
  interval: Interval;
  totals: {
    currency: Currency;
    placed: number;
    paid: number;
    given_up: number;
    declined: number;
    returned: number;
    refunded: number;
    disputed: number;
    gross: number;
    discounts: number;
    tax: number;
    refunds: number;
    disputes: number;
    net: number;
    net_events: number;
    paid_events: number;
    cohort_paid: number;
    cohort_completed: number;
    cohort_given_up: number;
    average_order_value: number;
    refund_rate: number;
    conversion: number;
  }[];
}

/**
 * Orders from placed to paid to granted, by the day on which they were placed; refund rate, order value.
 *
 * `GET /api/orders/analytics` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function orders(client: Client, input: OrdersInput = {}, options?: CallOptions): Promise<OrdersAnswer> {
  return client.call({ method: "GET", path: "/api/orders/analytics", token: true }, input, options);
}

export interface UsersInput {
  query?: {
    from?: string;
    to?: string;
    interval?: Interval;
  };
}

export interface UsersAnswer {
  users: {
    date: string;
    registered: number;
    deleted: number;
  }[];
  from: string;
  to: string;
  interval: Interval;
  totals: {
    registered: number;
    deleted: number;
  };
  now: {
    students: number;
    instructors: number;
    admins: number;
    active: number;
    inactive: number;
    pending: number;
  };
  cohorts: {
    cohort: string;
    learners: number;
    active: number[];
  }[];
}

/**
 * Accounts per day, week or month, who there is now, and how many of each month's new learners go on learning.
 *
 * `GET /api/analytics/users` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function users(client: Client, input: UsersInput = {}, options?: CallOptions): Promise<UsersAnswer> {
  return client.call({ method: "GET", path: "/api/analytics/users", token: true }, input, options);
}

export interface CoursesInput {
  query?: {
    from?: string;
    to?: string;
    interval?: Interval;
    currency?: Currency;
  };
}

export interface CoursesAnswer {
  learning: {
    date: string;
    enrollments: number;
    paid_enrollments: number;
    completions: number;
    certificates: number;
  }[];
  from: string;
  to: string;
  interval: Interval;
  totals: {
    enrollments: number;
    paid_enrollments: number;
    completions: number;
    certificates: number;
  };
  now: {
    courses: {
      draft: number;
      published: number;
      archived: number;
    };
    enrollments: {
      active: number;
      completed: number;
      cancelled: number;
    };
  };
  top: {
    by_revenue: ({
      id: string;
      title: string | null;
      value: number;
      currency: Currency;
    })[];
    by_enrollments: ({
      id: string;
      title: string | null;
      value: number;
    })[];
  };
}

/**
 * Enrollments, completions and certificates per day, week or month, and the courses with most of both kinds.
 *
 * `GET /api/analytics/courses` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function courses(client: Client, input: CoursesInput = {}, options?: CallOptions): Promise<CoursesAnswer> {
  return client.call({ method: "GET", path: "/api/analytics/courses", token: true }, input, options);
}

export interface EventsInput {
  query?: {
    from?: string;
    to?: string;
    interval?: Interval;
    currency?: Currency;
  };
}

export interface EventsAnswer {
  registrations: {
    date: string;
    registrations: number;
    paid_registrations: number;
    cancellations: number;
    attended: number;
    no_shows: number;
  }[];
  from: string;
  to: string;
  interval: Interval;
  totals: {
    registrations: number;
    paid_registrations: number;
    cancellations: number;
    attended: number;
    no_shows: number;
  };
  now: {
    draft: number;
    published: number;
    cancelled: number;
  };
  top: {
    by_revenue: ({
      id: string;
      title: string | null;
      value: number;
      currency: Currency;
    })[];
    by_registrations: ({
      id: string;
      title: string | null;
      value: number;
    })[];
  };
}

/**
 * Registrations and what became of them per day, week or month, and the events with most of both kinds.
 *
 * `GET /api/analytics/events` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function events(client: Client, input: EventsInput = {}, options?: CallOptions): Promise<EventsAnswer> {
  return client.call({ method: "GET", path: "/api/analytics/events", token: true }, input, options);
}
