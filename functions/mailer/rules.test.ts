import {
  certificateRow,
  creditNoteRow,
  enrollmentRow,
  invoiceRow,
  linkRow,
  noticeRow,
  orderRow,
  paidOrderRow,
  registrationRow,
  userRow,
} from "./rows.fixture";

let mailsFor: typeof import("./rules").mailsFor;

beforeAll(async () => {
  Object.assign(process.env, { TABLE_NAME: "app", FRONTEND_URL: "https://instaiq.example/, https://admin.example" });
  ({ mailsFor } = await import("./rules"));
});

const now = new Date("2026-11-23T12:00:00Z");
const earlier = "2026-11-23T11:00:00.000Z";
const changed = { password_changed_at: "2026-11-23T12:00:00.000Z" };
const on = { second_factor: true, second_factor_at: "2026-11-23T11:30:00.000Z" };
const off = { second_factor_at: "2026-11-23T12:00:00.000Z" };
const reset = { purpose: "reset-password" };
const nobody = { email: "nobody", name: "nobody", user_id: "nobody" };

const given = registrationRow({ status: "cancelled", ticket: undefined });
const offer = registrationRow({ status: "offered", offer_until: "2026-11-24", ticket: undefined });
const returning = { returning: true };

type Row = Record<string, unknown>;

test.each<[string, string, Row | undefined, Row | undefined, string[]]>([
  ["a new user", "user", undefined, userRow(), ["welcome#u1"]],
  ["somebody invited", "user", undefined, userRow({ status: "pending" }), []],
  ["somebody who accepts", "user", userRow({ status: "pending" }), userRow(), []],
  ["somebody whose account is deleted", "user", userRow(changed), userRow({ status: "inactive" }), []],
  ["a new password", "user", userRow(), userRow(changed), ["password-changed#u1#2026-11-23T12:00:00.000Z"]],
  [
    "another new password",
    "user",
    userRow({ password_changed_at: earlier }),
    userRow(changed),
    ["password-changed#u1#2026-11-23T12:00:00.000Z"],
  ],
  ["a second factor", "user", userRow(), userRow(on), [`second-factor#u1#${on.second_factor_at}`]],
  ["one that is taken off", "user", userRow(on), userRow(off), [`second-factor#u1#${off.second_factor_at}`]],
  ["one that stays", "user", userRow(on), userRow({ ...on, last_login: earlier }), []],
  ["one that was never on, taken off", "user", userRow(), userRow(off), []],
  ["one of somebody who is deleted", "user", userRow(on), userRow({ status: "inactive" }), []],
  ["a user who signs in", "user", userRow(changed), userRow({ ...changed, last_login: earlier }), []],
  ["a user who is gone", "user", userRow(changed), undefined, []],
  ["a new verification link", "link", undefined, linkRow(), ["link#h1"]],
  ["a new reset link", "link", undefined, linkRow(reset), ["link#h1"]],
  ["a new invitation", "link", undefined, linkRow({ purpose: "invitation" }), ["link#h1"]],
  ["a link for nobody", "link", undefined, linkRow({ ...reset, ...nobody }), []],
  ["a link that expired on the way", "link", undefined, linkRow({ ttl: now.getTime() / 1000 }), []],
  ["a link with a second left", "link", undefined, linkRow({ ttl: now.getTime() / 1000 + 1 }), ["link#h1"]],
  ["a link that was used", "link", linkRow(), undefined, []],
  ["a new order", "order", undefined, orderRow(), []],
  ["a declined payment", "order", orderRow(), orderRow({ declined: "insufficient funds" }), []],
  ["a paid order, whose invoice isn't made yet", "order", orderRow(), paidOrderRow(), []],
  ["its invoice", "invoice", undefined, invoiceRow(), ["order-receipt#ord_1"]],
  ["an invoice of which a part is credited", "invoice", invoiceRow(), invoiceRow({ credited_amount: 500 }), []],
  ["an order for nothing", "order", undefined, paidOrderRow({ total_amount: 0 }), ["order-receipt#ord_1"]],
  ["a payment that goes back", "order", orderRow(), paidOrderRow(returning), ["payment-returned#ord_1"]],
  [
    "a payment that is back",
    "order",
    paidOrderRow(returning),
    paidOrderRow({ ...returning, state: "refunded" }),
    ["refund#ord_1"],
  ],
  ["a credit note", "credit-note", undefined, creditNoteRow(), ["refund#ord_1#rfd_1"]],
  ["a complete order that is touched", "order", paidOrderRow(), paidOrderRow({ notes: "checked" }), []],
  ["a refund", "order", paidOrderRow(), paidOrderRow({ state: "refunded" }), []],
  ["an order given up", "order", orderRow(), orderRow({ state: "cancelled" }), []],
  ["a new enrollment", "enrollment", undefined, enrollmentRow(), ["enrollment#u1#crs_1#2026-11-23T12:00:00.000Z"]],
  ["progress", "enrollment", enrollmentRow(), enrollmentRow({ progress_percentage: 50 }), []],
  ["an enrollment that is gone", "enrollment", enrollmentRow(), undefined, []],
  ["a certificate", "certificate", undefined, certificateRow(), ["certificate#IQ-7F3K-9QWD-2M8X"]],
  ["a certificate taken back", "certificate", certificateRow(), certificateRow({ revoked_at: earlier }), []],
  ["a new registration", "registration", undefined, registrationRow(), ["event-registration#evt_1#u1#t1"]],
  ["a registration taken up again", "registration", given, registrationRow(), ["event-registration#evt_1#u1#t1"]],
  ["a check-in", "registration", registrationRow(), registrationRow({ attendance_status: "attended" }), []],
  ["a registration that ends", "registration", registrationRow(), given, []],
  ["somebody who waits", "registration", undefined, registrationRow({ status: "waiting" }), []],
  ["an offer", "registration", registrationRow({ status: "waiting" }), offer, ["waitlist-offer#evt_1#u1#2026-11-24"]],
  ["an offer that is touched", "registration", offer, offer, []],
  ["an offer that is taken", "registration", offer, registrationRow(), ["event-registration#evt_1#u1#t1"]],
  ["a notice", "notice", undefined, noticeRow(), ["event-changed#evt_1#u1#2"]],
  ["a notice that is touched", "notice", noticeRow(), noticeRow(), []],
  ["a notice that is forgotten", "notice", noticeRow(), undefined, []],
  ["a row of another kind", "course", undefined, { id: "crs_1" }, []],
])("%s", (_what, entity, before, after, names) => {
  expect(mailsFor({ entity, before, after }, now).map(({ name }) => name)).toEqual(names);
});

/** The one mail that the change calls for, composed. */
async function composed(entity: string, before: Row | undefined, after: Row) {
  const [mail] = mailsFor({ entity, before, after }, now);
  return { to: mail?.to, ...(await mail?.content()) };
}

test("a receipt of nothing goes to whoever ordered", async () => {
  const order = paidOrderRow({ buyer_email: "buyer@example.com", provider: "none", total_amount: 0 });
  const { to, text } = await composed("order", undefined, order);
  expect(to).toBe("buyer@example.com");
  expect(text).toContain("Total: ₹0.00");
  expect(text).toContain("https://instaiq.example/courses/crs_1");
});

test("an enrollment leads to its course", async () => {
  const { to, subject, text } = await composed("enrollment", undefined, enrollmentRow());
  expect([to, subject]).toEqual(["asha@example.com", "You’re in: Algebra"]);
  expect(text).toContain("https://instaiq.example/courses/crs_1");
});

test("a certificate leads to the document and to where everybody can check it", async () => {
  const { to, subject, text } = await composed("certificate", undefined, certificateRow());
  expect([to, subject]).toEqual(["asha@example.com", "Your certificate: Algebra"]);
  expect(text).toContain("https://instaiq.example/courses/crs_1/certificate");
  expect(text).toContain("https://instaiq.example/certificates/IQ-7F3K-9QWD-2M8X");
});

test("a warning tells when the password was changed", async () => {
  const { text } = await composed("user", userRow(), userRow(changed));
  expect(text).toContain("23 November 2026, 17:30 IST");
  expect(text).toContain("https://instaiq.example/forgot-password");
});

test("somebody is told when the second factor was switched on, and when off", async () => {
  const [first, second] = [
    await composed("user", userRow(), userRow(on)),
    await composed("user", userRow(on), userRow(off)),
  ];
  expect(first.subject).toBe("Signing in now takes a code as well");
  expect(first.text).toContain("23 November 2026, 17:00 IST");
  expect(second.subject).toBe("Signing in no longer takes a code");
  expect(second.text).toContain("https://instaiq.example/forgot-password");
});

test("a row that lacks what its mail needs is an error, not half a mail", () => {
  expect(() =>
    mailsFor({ entity: "invoice", before: undefined, after: invoiceRow({ currency: "XXX" }) }, now),
  ).toThrow();
});
