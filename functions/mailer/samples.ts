import { certificate } from "./mails/certificate";
import { enrollment } from "./mails/enrollment";
import type { EventMail } from "./mails/event";
import { eventCancelled } from "./mails/event-cancelled";
import { eventChanged } from "./mails/event-changed";
import { eventRegistration } from "./mails/event-registration";
import { eventReminder } from "./mails/event-reminder";
import { invitation } from "./mails/invitation";
import type { Content } from "./mails/layout";
import { type OrderReceipt, orderReceipt } from "./mails/order-receipt";
import { passwordChanged } from "./mails/password-changed";
import { paymentReturned } from "./mails/payment-returned";
import { refund } from "./mails/refund";
import { resetPassword } from "./mails/reset-password";
import { secondFactorSwitched } from "./mails/second-factor";
import { verifyEmail } from "./mails/verify-email";
import { waitlistOffer } from "./mails/waitlist-offer";
import { welcome } from "./mails/welcome";

const site = "https://instaiq.example";
const token = "q3Zk0mC9v1pT7xW2nB5dR8sL4yH6jF0gKaEuIoQwXzM";
const unsubscribeUrl = `https://api.instaiq.example/api/mail/unsubscribe/c4f81d2e-6a7b.reminders.${token}`;
const email = "asha.verma@example.com";

/** An order as a receipt shows it. */
export const sampleOrder = (overrides: Partial<OrderReceipt> = {}): OrderReceipt => ({
  ...{ name: "Asha Verma", title: "Algebra from the Ground Up", orderId: "ord_01kb0z7n5v4t9w2m8q6x3c1r0d" },
  ...{ amount: 1499, discount: 300, tax: 215.82, total: 1414.82, currency: "INR" },
  invoice: "IQ/2627/0000042",
  ...{ provider: "stripe", method: "card", paidAt: "2026-11-23T19:04:10.000Z" },
  bought: { kind: "course", url: `${site}/courses/crs_01kb0y2h7d` },
  ...overrides,
});

const sampleEvent = (name: string, title: string): EventMail => ({
  ...{ name, title, startsAt: "2026-12-01T13:00:00.000Z", timeZone: "Asia/Kolkata" },
  ...{ place: "Town Hall, 12 MG Road, Pune", url: `${site}/events/an-evening-of-algebra` },
});

const eventSamples = (event: EventMail): Record<string, Content> => ({
  "event-registration": eventRegistration(event),
  "event-reminder": eventReminder({ ...event, unsubscribeUrl, hours: 24 }),
  "event-reminder-last": eventReminder({ ...event, unsubscribeUrl, hours: 1 }),
  "event-changed": eventChanged(event),
  "event-cancelled": eventCancelled(event),
  "waitlist-offer": waitlistOffer({ ...event, until: "2026-11-25T21:00:00.000Z" }),
});

/** Every mail to somebody of this name, about a course or event of that title. */
export const samples = (name = "Asha Verma", title = "Algebra from the Ground Up"): Record<string, Content> => ({
  welcome: welcome({ name, email, coursesUrl: `${site}/courses` }),
  "verify-email": verifyEmail({ name, url: `${site}/verify-email?token=${token}`, until: "2026-11-26T12:00:00Z" }),
  "reset-password": resetPassword({
    name,
    url: `${site}/reset-password?token=${token}`,
    until: "2026-11-23T13:00:00Z",
  }),
  invitation: invitation({ name, url: `${site}/accept-invitation?token=${token}`, until: "2026-11-30T12:00:00Z" }),
  "password-changed": passwordChanged({
    ...{ name, email, changedAt: "2026-11-23T19:04:10Z", resetUrl: `${site}/forgot-password` },
  }),
  "second-factor-on": secondFactorSwitched({
    ...{ name, email, on: true, switchedAt: "2026-11-23T19:04:10Z", resetUrl: `${site}/forgot-password` },
  }),
  "second-factor-off": secondFactorSwitched({
    ...{ name, email, on: false, switchedAt: "2026-11-23T19:04:10Z", resetUrl: `${site}/forgot-password` },
  }),
  "order-receipt": orderReceipt(sampleOrder({ name, title })),
  "order-receipt-free": orderReceipt(
    sampleOrder({
      name,
      title,
      discount: 1499,
      tax: 0,
      total: 0,
      provider: "none",
      method: undefined,
      invoice: undefined,
    }),
  ),
  "payment-returned": paymentReturned({
    ...{ name, title, orderId: "ord_01kb0z7n5v4t9w2m8q6x3c1r0d", amount: 1499, currency: "INR" },
    ...{ reason: "You are enrolled in this course already", ordersUrl: `${site}/orders` },
  }),
  refund: refund({
    ...{ name, title, orderId: "ord_01kb0z7n5v4t9w2m8q6x3c1r0d", amount: 500, currency: "INR", whole: false },
    ...{ creditNote: "CN/2627/0000007", ordersUrl: `${site}/orders` },
  }),
  certificate: certificate({
    ...{ name, courseTitle: title, code: "IQ-7F3K-9QWD-2M8X" },
    downloadUrl: `${site}/courses/crs_01kb0y2h7d/certificate`,
    verifyUrl: `${site}/certificates/IQ-7F3K-9QWD-2M8X`,
  }),
  enrollment: enrollment({ name, courseTitle: title, courseUrl: `${site}/courses/crs_01kb0y2h7d` }),
  ...eventSamples(sampleEvent(name, title)),
});
