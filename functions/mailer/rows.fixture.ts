import { creditFor, invoiceFor } from "#functions/invoices/fixture";

// Rows as the table holds them.

type Row = Record<string, unknown>;

export const userRow = (overrides: Row = {}): Row => ({
  ...{ id: "u1", name: "Asha Verma", email: "asha@example.com", role: "student", status: "active" },
  ...overrides,
});

export const orderRow = (overrides: Row = {}): Row => ({
  ...{ id: "ord_1", user_id: "u1", course_id: "crs_1", title: "Algebra", state: "pending" },
  ...{ buyer_name: "Asha Verma", buyer_email: "asha@example.com", currency: "INR", refunded_amount: 0 },
  ...{ amount: 1499, discount_amount: 0, tax_amount: 0, total_amount: 1499 },
  ...{ created_at: "2026-11-23T11:00:00.000Z", updated_at: "2026-11-23T12:00:00.000Z" },
  ...overrides,
});

export const paidOrderRow = (overrides: Row = {}): Row =>
  orderRow({
    ...{ state: "completed", provider: "stripe", payment_method: "card", paid_at: "2026-11-23T12:00:00.000Z" },
    ...overrides,
  });

export const enrollmentRow = (overrides: Row = {}): Row => ({
  ...{ user_id: "u1", user_name: "Asha Verma", user_email: "asha@example.com" },
  ...{ course_id: "crs_1", course_title: "Algebra", grants: new Set(["free"]), status: "active" },
  ...{ enrollment_date: "2026-11-23T12:00:00.000Z", since: "2026-11-23T12:00:00.000Z", progress_percentage: 0 },
  ...overrides,
});

export const linkRow = (overrides: Row = {}): Row => ({
  ...{ hash: "h1", seed: "seed", purpose: "verify-email", user_id: "u1", name: "Asha Verma" },
  ...{ email: "asha@example.com", ttl: Date.parse("2026-11-26T12:00:00Z") / 1000 },
  ...overrides,
});

export const certificateRow = (overrides: Row = {}): Row => ({
  ...{ code: "IQ-7F3K-9QWD-2M8X", user_id: "u1", user_email: "asha@example.com", name: "Asha Verma" },
  ...{ course_id: "crs_1", course_title: "Algebra", issued_at: "2026-11-23T12:00:00.000Z" },
  ...overrides,
});

export const registrationRow = (overrides: Row = {}): Row => ({
  ...{ user_id: "u1", user_name: "Asha Verma", user_email: "asha@example.com", status: "registered" },
  ...{ event_id: "evt_1", event_title: "An evening of algebra", ticket: "t1", revision: 1 },
  ...overrides,
});

export const noticeRow = (overrides: Row = {}): Row => ({
  ...{ user_id: "u1", user_name: "Asha Verma", user_email: "asha@example.com" },
  ...{ event_id: "evt_1", kind: "changed", occasion: "2", ttl: 1_800_000_000 },
  ...overrides,
});

export const invoiceRow = (overrides: Row = {}): Row => ({
  ...invoiceFor(undefined, {}, { order_id: "ord_1", title: "Algebra", subject_id: "crs_1" }),
  ...overrides,
});

export const creditNoteRow = (overrides: Row = {}): Row => ({
  ...creditFor(invoiceFor(undefined, {}, { order_id: "ord_1", title: "Algebra", subject_id: "crs_1" }), 500),
  ...overrides,
});
