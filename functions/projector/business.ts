import type { SignalName } from "#contract/signals";
import type { Change } from "#http/consume";
import { count, countOf } from "#http/telemetry";

type Row = Record<string, unknown>;

/** What an entry of an order's journal counts as. */
const happenings: Record<string, SignalName> = { paid: "OrdersPaid", refunded: "Refunds", drifted: "PaymentsDrifted" };

const isLearning = ({ status }: Row): boolean => status !== "cancelled";
const isSeated = ({ status }: Row): boolean => status === "registered";

const becomes = (is: (row: Row) => boolean, { before, after }: Change): boolean =>
  after !== undefined && is(after) && !(before && is(before));

/** An entry is only ever added: its one change is its first. */
function countEntry({ before, after }: Change): void {
  if (before || !after) return;
  const happening = happenings[String(after.what)];
  if (happening) count(happening);
  if (Number(after.money) !== 0) countOf("Revenue", { currency: String(after.currency) }, Number(after.money));
}

/**
 * Counts what a change means to the business. Once its record is taken: one that failed and comes again counts once; one
 * whose function died between counting and answering counts twice. The dashboards' own figures never do (analytics.md).
 */
export function countBusiness(change: Change): void {
  if (change.entity === "entry") countEntry(change);
  if (change.entity === "enrollment" && becomes(isLearning, change)) count("EnrollmentsGranted");
  if (change.entity === "registration" && becomes(isSeated, change)) count("RegistrationsGranted");
}
