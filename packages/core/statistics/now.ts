import { type TotalName, totals } from "#contract/metrics";
import { readTogether, wanted } from "../batch";
import { everyOrder } from "../order.lists";
import { pendingTestimonials } from "../reviews";
import { totalOf } from "../tally";
import type { Amounts } from "./figures";
import { Buckets } from "./sums";

const family = "now";

const rowOf = (slot: TotalName) => wanted(Buckets.get({ family, slot }).params(), (Item) => Buckets.parse({ Item }));

type TotalsOf<Name extends TotalName> = Record<keyof (typeof totals)[Name] & string, number>;

/** How many there are of each; 0 of what never was. */
function numbersOf<Name extends TotalName>(name: Name, row: Amounts | undefined): TotalsOf<Name> {
  const fields = Object.keys(totals[name]) as (keyof Amounts)[];
  // The names are those of the declaration.
  return Object.fromEntries(fields.map((field) => [field, row?.[field] ?? 0])) as TotalsOf<Name>;
}

/** How many there are of everything now. One call. */
export async function everythingNow() {
  const rows = {
    ...{ users: rowOf("users"), courses: rowOf("courses"), events: rowOf("events"), enrollments: rowOf("enrollments") },
    ...{ orders: totalOf(everyOrder), pending: pendingTestimonials() },
  };
  const { users, courses, events, enrollments, orders, pending } = await readTogether(rows, { consistent: false });
  return {
    ...{ users: numbersOf("users", users), courses: numbersOf("courses", courses) },
    ...{ events: numbersOf("events", events), enrollments: numbersOf("enrollments", enrollments) },
    ...{ orders: orders?.total ?? 0, pending_testimonials: pending?.total ?? 0 },
  };
}
