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

const registered = ({ registration }: Records) => registration.filter(({ status }) => status === "registered");

const grantsOf = (records: Records): Map<string, number> =>
  counted([
    ...records.enrollment.flatMap(({ grants }) => grants),
    ...registered(records).flatMap(({ grant }) => grant ?? []),
  ]);

/** Orders that have a use of a coupon: completed with it, or keeping it. */
const couponed = ({ order }: Records): Order[] =>
  order.filter(
    ({ coupon_code, holding, paid_at, returning }) =>
      coupon_code !== undefined && (holding === true || (paid_at !== undefined && returning !== true)),
  );

/** A coupon counts the orders that have a use of it, all of them and each person's, and never more than it may. */
const couponsCount: Invariant = (records) => {
  const used = counted(couponed(records).map(({ coupon_code }) => coupon_code ?? ""));
  return records.coupon.flatMap(({ code, uses, max_uses = Number.POSITIVE_INFINITY }) => [
    ...(uses === (used.get(code) ?? 0) ? [] : [`${code} counts ${uses} uses of ${used.get(code) ?? 0}`]),
    ...(uses <= max_uses ? [] : [`${code} was used ${uses} times of ${max_uses}`]),
  ]);
};

const couponsCountPersons: Invariant = (records) => {
  const by = (user_id: string, code = "") => `${code} by ${user_id}`;
  const used = counted(couponed(records).map(({ user_id, coupon_code }) => by(user_id, coupon_code)));
  const told = new Map(records["coupon-use"].map(({ user_id, code, uses }) => [by(user_id, code), { code, uses }]));
  const mostOf = (code: string) => records.coupon.find((coupon) => coupon.code === code)?.max_uses_per_user;
  return [...new Set([...used.keys(), ...told.keys()])].flatMap((who) => {
    const { code = "", uses = 0 } = told.get(who) ?? {};
    return [
      ...(uses === (used.get(who) ?? 0) ? [] : [`uses of ${who}: ${uses} counted of ${used.get(who) ?? 0}`]),
      ...(uses <= (mostOf(code) ?? uses) ? [] : [`uses of ${who}: ${uses}, which is too many`]),
    ];
  });
};

const isDue = ({ due }: Records, work: string, { id }: Order): boolean =>
  due.some((entry) => entry.work === work && entry.subject === id);

/** All of its money is on its way back: whoever asked for it may have given up what was bought already. */
const goesBack = ({ currency, ...order }: Order): boolean =>
  order.refund_pending > 0 &&
  toMinor(order.refund_pending + order.refunded_amount, currency) >= toMinor(order.total_amount, currency);

/** Paid ⇔ granted, once; a payment for what could not be granted, or was given up, is on its way back, or owed. */
const paidIsGranted: Invariant = (records) => {
  const grants = grantsOf(records);
  return records.order.flatMap((order) => {
    const granted = grants.get(`order:${order.id}`) ?? 0;
    const expected = isPaid(order) && !order.returning ? 1 : 0;
    const fits = granted === expected || (granted === 0 && (order.owed || goesBack(order)));
    return fits ? [] : [`${order.id} is ${order.state} and grants ${granted} places`];
  });
};

/** Whatever rests on an order: whose it is, of which course or event, by what. */
const places = (records: Records) => [
  ...records.enrollment.flatMap(({ user_id, course_id: subject, grants }) =>
    grants.map((grant) => ({ user_id, subject, grant })),
  ),
  ...registered(records).map(({ user_id, event_id: subject, grant = "" }) => ({ user_id, subject, grant })),
];

const grantedIsPaid: Invariant = (records) =>
  places(records)
    .filter(({ grant }) => grant.startsWith("order:"))
    .flatMap(({ user_id, subject, grant }) => {
      const by = records.order.find(({ id }) => grant === `order:${id}`);
      const fits = by && isPaid(by) && by.user_id === user_id && (by.course_id ?? by.event_id) === subject;
      return fits ? [] : [`${user_id} has ${subject} by ${grant}, which is ${by?.state ?? "missing"}`];
    });

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
      ...(minor(sums.refunded_amount) <= minor(sums.total_amount) ? [] : [`${id}: more is back than was paid`]),
    ];
  });

/** Until it is heard of, what goes back by the provider's dashboard can meet what we have asked for ourselves. */
const refundsFit: Invariant = ({ order }) =>
  order
    .filter(
      ({ currency, ...sums }) =>
        toMinor(sums.refunded_amount + sums.refund_pending, currency) > toMinor(sums.total_amount, currency),
    )
    .map(({ id }) => `${id}: more goes back than was paid`);

/** An unpaid order is never forgotten: somebody comes to look at it again. */
const pendingIsWatched: Invariant = (records) =>
  records.order
    .filter((order) => order.state === "pending" && !isDue(records, "check-order", order))
    .map(({ id }) => `${id} is pending and nobody will look at it again`);

/** Money that was asked back is never forgotten: somebody comes to send it. */
const requestedIsSent: Invariant = ({ refund, due }) =>
  refund
    .filter(({ status }) => status === "requested")
    .filter(
      ({ id, order_id }) => !due.some(({ work, subject }) => work === "send-refund" && subject === `${order_id}/${id}`),
    )
    .map(({ id, order_id }) => `${id} of ${order_id} is asked for and nobody will send it`);

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
  const { tally, order, audit, coupon, registration } = records;
  const rows = counted([
    ...present(records).flatMap(({ user_id, course_id }) => [`enrolled#${user_id}`, `learners#${course_id}`]),
    ...registration.flatMap(({ user_id, event_id, status }) => [
      ...[`registrations#user#${user_id}#${status}`, `registrations#event#${event_id}#${status}`],
      `registrations#event#${event_id}`,
    ]),
    ...audit.flatMap(({ actor_id, subject_id }) => [
      ...["audit#all", `audit#actor#${actor_id}`, `audit#subject#${subject_id}`],
    ]),
    ...coupon.flatMap(({ active }) => ["coupons#all", `coupons#active:${active}`]),
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

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Minor units that an order has, by its own row. */
function keptBy({ currency, paid_at, ...sums }: Order): number {
  const minor = (major: number) => toMinor(major, currency);
  const kept = minor(sums.total_amount) - minor(sums.refunded_amount) - minor(sums.disputed_amount);
  return paid_at === undefined ? 0 : kept;
}

/** The journal of an order says what its row says. */
const journalAgrees: Invariant = ({ order, entry }) =>
  order.flatMap((one) => {
    const written = sum(entry.filter(({ order_id }) => order_id === one.id).map(({ money }) => money));
    const fits = one.drift !== undefined || written === keptBy(one);
    return fits ? [] : [`${one.id} (${one.state}): its journal says ${written}, the order ${keptBy(one)}`];
  });

/** Nobody has what they didn't pay for: the provider has received something for it, or a person answers for it. */
const paidIsReceived: Invariant = ({ order, payments }) =>
  order.flatMap(({ id, paid_at, provider, total_amount }) => {
    if (!paid_at || total_amount === 0 || provider === "manual" || provider === "razorpay") return [];
    const received = payments.some((payment) => payment.order_id === id && payment.received > 0);
    return received ? [] : [`${id} is said to be paid, and nobody has received anything`];
  });

/** No order is paid twice: it has one payment at most. */
const onePaymentEach: Invariant = ({ order, payments }) =>
  order.flatMap(({ id }) => {
    const own = payments.filter(({ order_id }) => order_id === id);
    return own.length > 1 ? [`${id} has ${own.length} payments`] : [];
  });

/** What Stripe holds for an order is what the order says, less nothing and plus nothing. */
const moneyAgrees: Invariant = ({ order, payments, refund }) =>
  order.flatMap((one) => {
    const { id, state } = one;
    if (one.drift || one.provider !== "stripe" || one.total_amount === 0) return [];
    const own = payments.filter(({ order_id }) => order_id === id);
    const held = sum(own.map(({ received, returned, disputed }) => received - returned - disputed));
    const refunds = refund.filter(({ order_id, status }) => order_id === id && status === "succeeded").length;
    const atStripe = sum(own.map((payment) => payment.refunds));
    return [
      ...(held === keptBy(one) ? [] : [`${id} (${state}): Stripe holds ${held}, the order ${keptBy(one)}`]),
      ...(refunds === atStripe ? [] : [`${id} knows of ${refunds} refunds of ${atStripe}`]),
    ];
  });

/** Seats: nobody is counted twice or forgotten, and never more than there are. */
const seatsAddUp: Invariant = (records) =>
  records.event.flatMap(({ id, capacity = Number.POSITIVE_INFINITY, ...event }) => {
    const of = (wanted: string) =>
      records.registration.filter(({ event_id, status }) => event_id === id && status === wanted).length;
    const held = records.order.filter(({ event_id, holding }) => event_id === id && holding).length;
    const taken = of("registered") + of("offered") + held;
    const queue = records.waiting.filter(({ event_id }) => event_id === id).length;
    return [
      ...(event.seats_taken <= capacity ? [] : [`${id} has ${event.seats_taken} seats taken of ${capacity}`]),
      ...(event.seats_taken === taken ? [] : [`${id} counts ${event.seats_taken} seats taken, it is ${taken}`]),
      ...(event.registered_count === of("registered") ? [] : [`${id} counts ${event.registered_count} registered`]),
      ...(event.waiting_count === of("waiting") ? [] : [`${id} counts ${event.waiting_count} waiting`]),
      ...(queue === of("waiting") ? [] : [`${id} has ${queue} in its queue, ${of("waiting")} wait`]),
    ];
  });

/** Whoever has a part in an event that was cancelled is never forgotten: somebody comes to end it, and to pay it back. */
const cancelledIsClosed: Invariant = ({ event, due }) =>
  event
    .filter(({ status, seats_taken, waiting_count }) => status === "cancelled" && seats_taken + waiting_count > 0)
    .filter(({ id }) => !due.some(({ work, subject }) => work === "close-event" && subject === id))
    .map(({ id }) => `${id} is cancelled and nobody will tell those who are in it`);

/** What an order keeps from others ends with it. */
const onlyPendingHold: Invariant = ({ order }) =>
  order
    .filter(({ state, holding }) => holding !== (state === "pending"))
    .map(({ id, state, holding }) => `${id} is ${state} and ${holding ? "still keeps" : "doesn't keep"} its place`);

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
          .map(({ user_id, course_id, event_id }) => `${user_id} for ${course_id ?? event_id}`),
      ),
    ]
      .filter(([, count]) => count > 1)
      .map(([whose, count]) => `${count} open orders of ${whose}`);

const nothingIsParked: Invariant = ({ parked }) => parked.map((body) => `parked: ${body.slice(0, 200)}`);

/** What changes in one transaction holds at every moment, whatever is under way. */
const always: readonly Invariant[] = [
  ...[
    paidIsGranted,
    grantedIsPaid,
    accessIsGranted,
    oneEnrollmentEach,
    sumsAreRight,
    pendingIsWatched,
    requestedIsSent,
  ],
  ...[
    coursesCount,
    couponsCount,
    couponsCountPersons,
    seatsAddUp,
    onlyPendingHold,
    cancelledIsClosed,
    journalAgrees,
    paidIsReceived,
    onePaymentEach,
  ],
];

/** What follows from it: by the stream, by the provider's word, by mail. It holds once all of that has come. */
const atRest: readonly Invariant[] = [
  ...[talliesCount, listsCount, listsAreTrue, receiptsAreSent, paidIsInvoiced, refundsAreTold, enrollmentsAreTold],
  ...[moneyAgrees, refundsFit, givenUpIsClosed, nothingIsParked],
];

/** What doesn't hold at this moment, whatever is under way; in words. */
export const violationsNow = (records: Records, now: Date): string[] =>
  [...always, oneOpenOrderEach(now)].flatMap((invariant) => invariant(records));

/** What doesn't hold though everything has come to rest; in words. */
export const violationsAtRest = (records: Records, now: Date): string[] => [
  ...violationsNow(records, now),
  ...atRest.flatMap((invariant) => invariant(records)),
];

/** What doesn't hold on a platform that has come to rest, in words: `expect(await violations(platform)).toEqual([])`. */
export async function violations(platform: TestPlatform): Promise<string[]> {
  return violationsAtRest(await readRecords(platform), new Date(Date.now() + platform.ahead));
}
