import { toMinor } from "#core/money";
import type { TestPlatform } from "./platform";
import { type Records, readRecords } from "./records";

type Order = Records["order"][number];

/** One promise: what breaks it, in words; nothing while it holds. */
type Invariant = (records: Records) => string[];

/** States that stand for money received. */
const paidStates: readonly string[] = ["completed", "partially_refunded"];

const isPaid = ({ state }: Order): boolean => paidStates.includes(state);

const counted = (values: string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const grantsOf = ({ enrollment }: Records): Map<string, number> => counted(enrollment.flatMap(({ grants }) => grants));

const isDue = ({ due }: Records, work: string, { id }: Order): boolean =>
  due.some((entry) => entry.work === work && entry.subject === id);

/** Paid ⇔ granted, once; a payment for what the buyer had already is on its way back. */
const paidIsGranted: Invariant = (records) => {
  const grants = grantsOf(records);
  return records.order.flatMap((order) => {
    const granted = grants.get(`order:${order.id}`) ?? 0;
    const expected = isPaid(order) && !isDue(records, "refund-order", order) ? 1 : 0;
    return granted === expected ? [] : [`${order.id} is ${order.state} and grants ${granted} enrollments`];
  });
};

const grantedIsPaid: Invariant = ({ enrollment, order }) =>
  enrollment.flatMap(({ user_id, course_id, grants }) =>
    grants
      .filter((grant) => grant.startsWith("order:"))
      .flatMap((grant) => {
        const by = order.find(({ id }) => grant === `order:${id}`);
        const fits = by && isPaid(by) && by.user_id === user_id && by.course_id === course_id;
        return fits ? [] : [`${user_id} has ${course_id} by ${grant}, which is ${by?.state ?? "missing"}`];
      }),
  );

const oneEnrollmentEach: Invariant = ({ enrollment }) =>
  [...counted(enrollment.map(({ user_id, course_id }) => `${user_id} in ${course_id}`))]
    .filter(([, count]) => count > 1)
    .map(([whom, count]) => `${count} enrollments of ${whom}`);

const sumsAreRight: Invariant = ({ order }) =>
  order.flatMap(({ id, currency, ...sums }) => {
    const minor = (major: number) => toMinor(major, currency);
    const due = minor(sums.amount) - minor(sums.discount_amount) + minor(sums.tax_amount);
    return [
      ...(minor(sums.total_amount) === due ? [] : [`${id}: total is not amount − discount + tax`]),
      ...(sums.refunded_amount <= sums.total_amount ? [] : [`${id}: more was refunded than paid`]),
    ];
  });

/** An unpaid order is never forgotten: somebody comes to look at it again. */
const pendingIsWatched: Invariant = (records) =>
  records.order
    .filter((order) => order.state === "pending" && !isDue(records, "check-order", order))
    .map(({ id }) => `${id} is pending and nobody will look at it again`);

/** Enrollments that give access. */
const present = ({ enrollment }: Records) => enrollment.filter(({ status }) => status !== "cancelled");

const accessIsGranted: Invariant = ({ enrollment }) =>
  enrollment
    .filter(({ status, grants }) => status !== "cancelled" && grants.length === 0)
    .map(({ user_id, course_id }) => `${user_id} has ${course_id} by nothing`);

const coursesCount: Invariant = (records) => {
  const { course } = records;
  const enrolled = counted(present(records).map(({ course_id }) => course_id));
  return course
    .filter(({ id, enrollments }) => enrollments !== (enrolled.get(id) ?? 0))
    .map(({ id, enrollments }) => `${id} counts ${enrollments} enrollments of ${enrolled.get(id) ?? 0}`);
};

const talliesCount: Invariant = (records) => {
  const { tally, order, audit } = records;
  const rows = counted([
    ...present(records).flatMap(({ user_id, course_id }) => [`enrolled#${user_id}`, `learners#${course_id}`]),
    ...audit.flatMap(({ actor_id, subject_id }) => [
      ...["audit#all", `audit#actor#${actor_id}`, `audit#subject#${subject_id}`],
    ]),
    ...order.flatMap(({ user_id, state }) => [`orders#user#${user_id}`, "orders#all", `orders#state#${state}`]),
  ]);
  const totals = new Map(tally.map(({ list, total }) => [list, total]));
  return [...new Set([...rows.keys(), ...totals.keys()])]
    .filter((list) => (totals.get(list) ?? 0) !== (rows.get(list) ?? 0))
    .map((list) => `${list} counts ${totals.get(list) ?? 0} of ${rows.get(list) ?? 0}`);
};

const listsCount: Invariant = ({ listing }) => {
  const rows = counted(listing.filter(({ sentinel }) => !sentinel).map(({ scope }) => scope));
  return listing
    .filter(({ sentinel, scope, total }) => sentinel && total !== (rows.get(scope) ?? 0))
    .map(({ scope, id, total }) => `the list ${scope} counts ${total} of ${rows.get(scope) ?? 0} at its end ${id}`);
};

const listsAreTrue: Invariant = ({ listing, course }) => {
  const courses = new Map(course.map((one) => [one.id, one]));
  return listing
    .filter(({ sentinel }) => !sentinel)
    .flatMap(({ scope, id, card }) => {
      const of = courses.get(id);
      const fits = of?.status === "published" && of.enrollments === card?.enrollments;
      return fits ? [] : [`the list ${scope} shows ${id} (${of?.status}) with ${card?.enrollments} enrollments`];
    });
};

/** What went to the buyer: one receipt for each payment, or the news of its return, where nothing could be granted. */
const receiptsAreSent: Invariant = ({ order, mails }) =>
  order.flatMap(({ id, buyer_email, paid_at, returning }) => {
    const about = (subject: string) =>
      mails.filter((mail) => mail.subject.startsWith(subject) && mail.text.includes(id));
    const [receipts, returns] = [about("Your receipt"), about("Your payment goes back")];
    const strays = [...receipts, ...returns].filter(({ to }) => !to.includes(buyer_email)).length;
    const [paid, back] = [paid_at !== undefined && !returning, paid_at !== undefined && returning];
    return [
      ...(receipts.length === Number(paid) ? [] : [`${id} has ${receipts.length} receipts`]),
      ...(returns.length === Number(back) ? [] : [`${id} was said ${returns.length} times to go back`]),
      ...(strays === 0 ? [] : [`the receipt of ${id} went to somebody else`]),
    ];
  });

/** What was paid for and granted has one invoice; their numbers have no gap, and an invoice knows what was credited. */
const paidIsInvoiced: Invariant = ({ order, invoice, "credit-note": notes }) => {
  const of = counted(invoice.map(({ order_id }) => order_id));
  const credited = (id: string) =>
    notes
      .filter(({ order_id }) => order_id === id)
      .reduce((sum, { total_amount }) => sum + toMinor(total_amount, "USD"), 0);
  const series = counted([...invoice, ...notes].map(({ number }) => number.slice(0, -8)));
  return [
    ...order.flatMap(({ id, paid_at, returning, total_amount, invoice_number }) => {
      const due = paid_at !== undefined && !returning && total_amount > 0 ? 1 : 0;
      const right = (of.get(id) ?? 0) === due && (invoice_number === undefined) === (due === 0);
      return right ? [] : [`${id} has ${of.get(id) ?? 0} invoices of ${due}`];
    }),
    ...invoice
      .filter(({ order_id, credited_amount }) => toMinor(credited_amount, "USD") !== credited(order_id))
      .map(({ number }) => `${number} doesn’t say what was credited`),
    ...[...invoice, ...notes]
      .filter(({ number }) => Number(number.slice(-7)) > (series.get(number.slice(0, -8)) ?? 0))
      .map(({ number }) => `${number} comes after a gap`),
  ];
};

/** Whoever gets money back is told once, with the credit note. */
const refundsAreTold: Invariant = ({ "credit-note": notes, mails }) =>
  notes.flatMap(({ number }) => {
    const told = mails.filter(({ subject, text }) => subject.startsWith("Your refund") && text.includes(number));
    return told.length === 1 ? [] : [`${number} was told ${told.length} times`];
  });

const enrollmentsAreTold: Invariant = ({ enrollment, mails }) =>
  enrollment.flatMap(({ user_email, course_id, history }) => {
    const stays = history.filter(({ event }) => event === "enrolled" || event === "returned").length;
    const sent = mails.filter(
      ({ to, subject, text }) => to.includes(user_email) && subject.startsWith("You’re in") && text.includes(course_id),
    );
    return sent.length === stays ? [] : [`${user_email} got ${sent.length} mails about ${course_id}`];
  });

/** What Stripe holds for an order is what the order says, less nothing and plus nothing. */
const moneyAgrees: Invariant = ({ order, refund, payments }) =>
  order.flatMap(({ id, drift, provider, currency, paid_at, ...sums }) => {
    if (drift) return [];
    const own = payments.filter(({ order_id }) => order_id === id);
    const held = own.reduce((sum, { received, returned }) => sum + received - returned, 0);
    const kept = toMinor(sums.total_amount, currency) - toMinor(sums.refunded_amount, currency);
    const expected = paid_at !== undefined && provider === "stripe" ? kept : 0;
    const sent = refund.filter(({ order_id }) => order_id === id).length;
    return [
      ...(held === expected ? [] : [`${id} (${sums.state}): Stripe holds ${held}, the order says ${expected}`]),
      ...(own.length > 1 ? [`${id} has ${own.length} payments`] : []),
      ...own
        .filter(({ refunds }) => refunds > sent)
        .map(({ refunds }) => `${id} was refunded ${refunds} times of ${sent}`),
    ];
  });

/** Whatever was given up can't be paid any more. */
const givenUpIsClosed: Invariant = ({ order, payments }) =>
  order
    .filter(({ state }) => state === "cancelled" || state === "failed")
    .flatMap(({ id }) => payments.filter(({ order_id }) => order_id === id))
    .filter(({ status }) => status !== "canceled")
    .map(({ id, order_id }) => `${order_id} is given up and its payment ${id} is not`);

const oneOpenOrderEach =
  (now: Date): Invariant =>
  ({ order }) =>
    [
      ...counted(
        order
          .filter(({ state, expires_at }) => state === "pending" && expires_at > now.toISOString())
          .map(({ user_id, course_id }) => `${user_id} for ${course_id}`),
      ),
    ]
      .filter(([, count]) => count > 1)
      .map(([whose, count]) => `${count} open orders of ${whose}`);

const nothingIsParked: Invariant = ({ parked }) => parked.map((body) => `parked: ${body.slice(0, 200)}`);

const invariants: readonly Invariant[] = [
  ...[
    paidIsGranted,
    grantedIsPaid,
    accessIsGranted,
    oneEnrollmentEach,
    sumsAreRight,
    pendingIsWatched,
    coursesCount,
    talliesCount,
  ],
  ...[
    listsCount,
    listsAreTrue,
    receiptsAreSent,
    paidIsInvoiced,
    refundsAreTold,
    enrollmentsAreTold,
    moneyAgrees,
    givenUpIsClosed,
    nothingIsParked,
  ],
];

/** What doesn't hold on a platform that has come to rest, in words: `expect(await violations(platform)).toEqual([])`. */
export async function violations(platform: TestPlatform): Promise<string[]> {
  const records = await readRecords(platform);
  const now = new Date(Date.now() + platform.ahead);
  return [...invariants, oneOpenOrderEach(now)].flatMap((invariant) => invariant(records));
}
