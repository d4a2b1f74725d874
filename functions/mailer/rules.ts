import { page } from "#adapters/site";
import { certificatePage } from "#core/enrollment.view";
import { nobody, tokenOf } from "#core/link";
import { isVerified } from "#core/verified";
import * as rows from "#events/rows";
import type { Change } from "#http/consume";
import { eventRules } from "./event.rules";
import { certificate } from "./mails/certificate";
import { enrollment } from "./mails/enrollment";
import { invitation } from "./mails/invitation";
import type { Content } from "./mails/layout";
import { passwordChanged } from "./mails/password-changed";
import { resetPassword } from "./mails/reset-password";
import { secondFactorSwitched } from "./mails/second-factor";
import { type MailedLink, verifyEmail } from "./mails/verify-email";
import { welcome } from "./mails/welcome";
import { coursePage } from "./pages";
import { paymentSentBack, receiptOfGift, receiptOfInvoice, refundOfNote, returnOfPayment } from "./receipts";
import { type Condition, type Outgoing, type Rule, rule } from "./rule";

type Read<Schema extends { parse: (row: unknown) => unknown }> = ReturnType<Schema["parse"]>;
type User = Read<typeof rows.user>;
type Link = Read<typeof rows.link>;
type Order = Read<typeof rows.order>;
type Enrollment = Read<typeof rows.enrollment>;
type Certificate = Read<typeof rows.certificate>;

/** Whoever opened the account; the invited get a mail of their own. */
const opened: Condition<User> = ({ before, after }) => before === undefined && after.status !== "pending";

const newPassword: Condition<User> = ({ before, after }) =>
  before !== undefined &&
  after.password_changed_at !== undefined &&
  before.password_changed_at !== after.password_changed_at;

/** On or off; an account that is deleted has no such time any more. */
const switched: Condition<User> = ({ before, after }) =>
  before !== undefined &&
  after.second_factor_at !== undefined &&
  (before.second_factor ?? false) !== (after.second_factor ?? false);

/** A new link that has an addressee and still works. */
const fresh =
  (purpose: Link["purpose"]): Condition<Link> =>
  ({ before, after }, now) =>
    !before && after.purpose === purpose && after.email !== nobody.email && after.ttl * 1000 > now.getTime();

const completed: Condition<Order> = ({ before, after }) => after.state === "completed" && before?.state !== "completed";

/** It was for nothing: what was paid has its receipt with the invoice. */
const given: Condition<Order> = (change, now) => completed(change, now) && change.after.total_amount === 0;

const sentBack: Condition<Order> = (change, now) => completed(change, now) && change.after.returning === true;

const isBack: Condition<Order> = ({ before, after }) =>
  after.returning === true && after.state === "refunded" && before?.state !== "refunded";

const issued: Condition<unknown> = ({ before }) => before === undefined;

/** A first stay in a course, or another after one that ended. */
const letIn: Condition<Enrollment> = ({ before, after }) =>
  after.status !== "cancelled" && (before === undefined || before.status === "cancelled");

const welcomed = ({ id, name, email }: User): Outgoing => ({
  category: "transactional",
  user_id: id,
  name: `welcome#${id}`,
  to: email,
  content: () => welcome({ name, email, coursesUrl: page("/courses") }),
});

const warned = ({ id, name, email, password_changed_at: changedAt = "" }: User): Outgoing => ({
  category: "transactional",
  user_id: id,
  name: `password-changed#${id}#${changedAt}`,
  to: email,
  content: () => passwordChanged({ name, email, changedAt, resetUrl: page("/forgot-password") }),
});

const toldOfSwitch = ({ id, name, email, second_factor: on = false, second_factor_at: at = "" }: User): Outgoing => ({
  category: "transactional",
  user_id: id,
  name: `second-factor#${id}#${at}`,
  to: email,
  content: () => secondFactorSwitched({ name, email, on, switchedAt: at, resetUrl: page("/forgot-password") }),
});

/** The token is made when the mail is, and goes nowhere else. */
const linked =
  (path: string, mail: (link: MailedLink) => Content) =>
  (link: Link): Outgoing => ({
    category: "access",
    user_id: link.user_id,
    name: `link#${link.hash}`,
    to: link.email,
    content: async () => {
      const url = page(`${path}?token=${await tokenOf(link)}`);
      return mail({ name: link.name, url, until: new Date(link.ttl * 1000).toISOString() });
    },
  });

const enrolled = (row: Enrollment): Outgoing => ({
  category: "transactional",
  user_id: row.user_id,
  name: `enrollment#${row.user_id}#${row.course_id}#${row.since}`,
  to: row.user_email,
  content: () =>
    enrollment({ name: row.user_name, courseTitle: row.course_title, courseUrl: coursePage(row.course_id) }),
});

/** A certificate isn't given out before the address is verified, so neither is the news of it. */
const certified = ({
  code,
  user_id,
  user_email,
  name,
  course_id,
  course_title: courseTitle,
}: Certificate): Outgoing => ({
  category: "transactional",
  user_id,
  name: `certificate#${code}`,
  to: user_email,
  wanted: () => isVerified(user_id),
  content: () =>
    certificate({
      ...{ name, courseTitle, code, downloadUrl: `${coursePage(course_id)}/certificate` },
      verifyUrl: certificatePage(code),
    }),
});

/** Which change calls for which mail. */
const rules: readonly Rule[] = [
  rule("user", rows.user, opened, welcomed),
  rule("user", rows.user, newPassword, warned),
  rule("user", rows.user, switched, toldOfSwitch),
  rule("link", rows.link, fresh("verify-email"), linked("/verify-email", verifyEmail)),
  rule("link", rows.link, fresh("reset-password"), linked("/reset-password", resetPassword)),
  rule("link", rows.link, fresh("invitation"), linked("/accept-invitation", invitation)),
  rule("order", rows.order, given, receiptOfGift),
  rule("order", rows.order, sentBack, paymentSentBack),
  rule("order", rows.order, isBack, returnOfPayment),
  rule("invoice", rows.invoice, issued, receiptOfInvoice),
  rule("credit-note", rows.creditNote, issued, refundOfNote),
  rule("enrollment", rows.enrollment, letIn, enrolled),
  rule("certificate", rows.certificate, issued, certified),
  ...eventRules,
];

/** The mails that a change calls for. */
export const mailsFor = (change: Change, now: Date): Outgoing[] =>
  rules.flatMap((follows) => follows(change, now) ?? []);
