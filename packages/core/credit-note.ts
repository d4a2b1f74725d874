import { shareOf } from "./credit-note.share";
import { disputesOf } from "./dispute";
import { type CreditNote, CreditNotes, type Invoice, Invoices } from "./invoice.entity";
import { recorded } from "./journal";
import { toMajor, toMinor } from "./money";
import type { Order } from "./order.entity";
import { refundsOf } from "./refund.entity";
import { nextSerial } from "./serial";
import { changing, MovedOn } from "./settlement";
import { commit, type Step, step } from "./transaction";

/** Money of an order that is back with its buyer. */
interface Return {
  id: string;
  /** Major units. */
  amount: number;
  reason?: string;
  at: string;
}

/** What went back, oldest first. */
async function returnsOf(order_id: string): Promise<Return[]> {
  const [refunds, disputes] = await Promise.all([refundsOf(order_id), disputesOf(order_id)]);
  const returns = [
    ...refunds.flatMap(({ status, settled_at: at = "", ...refund }) =>
      status === "succeeded" ? [{ ...refund, at }] : [],
    ),
    ...disputes.flatMap(({ status, closed_at: at = "", ...dispute }) =>
      status === "lost" ? [{ ...dispute, at }] : [],
    ),
  ];
  return returns.sort((one, other) => (`${one.at}${one.id}` < `${other.at}${other.id}` ? -1 : 1));
}

/** What of a return isn't credited yet. A refund that failed after it had arrived leaves its note, for the next try. */
function uncredited(order: Order, invoice: Invoice, { amount }: Return): number {
  const minor = (major: number) => toMinor(major, order.currency);
  const left = minor(order.refunded_amount) - minor(invoice.credited_amount);
  return toMajor(Math.max(0, Math.min(minor(amount), left)), order.currency);
}

function noteOf(invoice: Invoice, { id, reason }: Return, total: number, number: string, now: Date): CreditNote {
  const { discount_amount, coupon_code, credited_amount, number: invoice_number, ...stated } = invoice;
  const credited = toMinor(credited_amount, invoice.currency) + toMinor(total, invoice.currency);
  return {
    ...{ ...stated, ...shareOf(invoice, credited_amount, total), number, issued_at: now.toISOString() },
    ...{ refund_id: id, reason, invoice_number, invoiced_at: invoice.issued_at },
    whole: credited === toMinor(invoice.total_amount, invoice.currency),
  };
}

/** Adds a note to the sum of those before it, which it was made from. */
function added(invoice: Invoice, total: number): Step {
  const minor = (major: number) => toMinor(major, invoice.currency);
  const credited_amount = toMajor(minor(invoice.credited_amount) + minor(total), invoice.currency);
  const patch = Invoices.patch({ order_id: invoice.order_id })
    .set({ credited_amount })
    .where((present, { eq }) => eq(present.credited_amount, invoice.credited_amount));
  return step(patch.params(), () => new MovedOn());
}

async function issue(order: Order, invoice: Invoice, back: Return, now: Date): Promise<void> {
  const total = uncredited(order, invoice, back);
  if (total === 0) return;
  const { number, step: taken } = await nextSerial("CN", now);
  await commit([
    taken,
    step(CreditNotes.create(noteOf(invoice, back, total, number, now)).params(), () => new MovedOn()),
    added(invoice, total),
    recorded(order, { what: "credited", detail: { number, refund_id: back.id, amount: total } }, now),
  ]);
}

/** The first return of an order that has no credit note. */
async function nextReturn(order_id: string, noted: Set<string>): Promise<Return | undefined> {
  const [returns, { data: notes }] = await Promise.all([
    returnsOf(order_id),
    CreditNotes.query.primary({ order_id }).go({ pages: "all", consistent: true }),
  ]);
  for (const { refund_id } of notes) noted.add(refund_id);
  return returns.find(({ id }) => !noted.has(id));
}

/** Makes the credit notes that an order's invoice lacks. Done twice, at once or again, it makes each once. */
export async function creditOrder(order_id: string, now: Date): Promise<void> {
  const noted = new Set<string>();
  for (;;) {
    const back = await nextReturn(order_id, noted);
    if (!back) return;
    await changing(order_id, async (order) => {
      const { data: invoice } = await Invoices.get({ order_id }).go({ consistent: true });
      const { data: present } = await CreditNotes.get({ order_id, refund_id: back.id }).go({ consistent: true });
      if (invoice && !present) await issue(order, invoice, back, now);
    });
    noted.add(back.id);
  }
}
