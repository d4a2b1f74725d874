import type { Entry } from "../journal";
import { toMinor } from "../money";
import { added, dated, type Figures } from "./dated";
import type { Fact } from "./fact";

const detailed = ({ detail, currency }: Entry, name: string): number => toMinor(Number(detail?.[name] ?? 0), currency);

/** What each kind of entry counts as, on its own day. */
const happenings: Partial<Record<Entry["what"], (entry: Entry) => Figures>> = {
  placed: () => ({ placed: 1 }),
  paid: (entry) => ({
    ...{ paid: 1, paid_events: entry.kind === "event" ? 1 : 0, gross: entry.money },
    ...{ discounts: detailed(entry, "discount"), tax: detailed(entry, "tax") },
  }),
  given_up: () => ({ given_up: 1 }),
  declined: () => ({ declined: 1 }),
  returned: () => ({ returned: 1 }),
  refunded: ({ money }) => ({ refunded: 1, refunds: -money }),
  // One that never went out comes without money.
  refund_failed: ({ money }) => ({ refunded: money === 0 ? 0 : -1, refunds: -money }),
  dispute_opened: ({ money }) => ({ disputed: 1, disputes: -money }),
  dispute_won: ({ money }) => ({ disputes: -money }),
  // One whose opening we weren't told of comes with its money.
  dispute_lost: ({ money }) => ({ disputed: money === 0 ? 0 : 1, disputes: -money }),
};

/** What it counts as for the orders that were placed on the same day. */
const outcomes: Partial<Record<Entry["what"], Figures>> = {
  paid: { cohort_paid: 1 },
  granted: { cohort_completed: 1 },
  given_up: { cohort_given_up: 1 },
};

const revenue = ({ money, kind }: Entry): Figures => ({ net: money, net_events: kind === "event" ? money : 0 });

/** What an entry of the ledger adds to the figures. Its money counts whatever it tells. */
export function entryFacts(entry: Entry): Fact[] {
  const { what, at, placed_at, currency, kind, subject_id, money } = entry;
  return [
    ...dated("orders", at, { ...happenings[what]?.(entry), ...revenue(entry) }, currency),
    ...dated("orders", placed_at, outcomes[what] ?? {}, currency),
    ...added({ kind, subject_id, measure: currency }, { revenue: money, paid: what === "paid" ? 1 : 0 }),
  ];
}
