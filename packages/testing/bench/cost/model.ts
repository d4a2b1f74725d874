import type { Measured } from "../kept";
import { assumptions } from "./assumptions";
import { photographMs } from "./photograph";
import { plus, type Quantities, times } from "./quantities";
import { hoursOfMonth, type Terms } from "./standing";
import * as traffic from "./traffic";
import { visitNamed, visitQuantities } from "./visit-cost";
import { type Circumstances, gigabyte, quantitiesOf } from "./work-cost";

/** What is done once, at one scale and share of hits. */
export interface Occasions {
  /** A page, as learners and visitors open them on average. */
  page: Quantities;
  order: Quantities;
  image: Quantities;
  /** A learner's month: its pages, calls, orders and pictures, the visitors that come with it, and what is kept of it. */
  month: Quantities;
}

const secondsOfMonth = hoursOfMonth * 3600;

function callsOf(calls: traffic.Calls, measured: Measured, around: Circumstances, hits: number): Quantities {
  const each = Object.entries(calls).map(([name, count]) =>
    times(visitQuantities(visitNamed(measured, name), around, hits), count),
  );
  return plus(...each);
}

/** Pictures of a page, most of them from the edge. */
function picturesOf(): Quantities {
  const { perPage, bytes, missed } = assumptions.pictures;
  return {
    edgeRequest: perPage,
    firewallRequest: perPage,
    edgeGb: (perPage * bytes) / gigabyte,
    get: perPage * missed,
  };
}

/** All pages of a learner's month, the visitors' with them. */
function pagesOf(measured: Measured, around: Circumstances, hits: number): { count: number; all: Quantities } {
  const names = Object.keys(traffic.pages) as traffic.PageName[];
  const counts = names.map((name) => [name, traffic.learnerPages[name] + traffic.visitorPages[name]] as const);
  const all = counts.map(([name, count]) => times(callsOf(traffic.pages[name], measured, around, hits), count));
  const count = counts.reduce((sum, [, one]) => sum + one, 0);
  return { count, all: plus(...all, times(picturesOf(), count)) };
}

/** Drawing a photograph: one event, one reading, nine files. */
function drawing(around: Circumstances): Quantities {
  const none = { read: 0, write: 4, lines: 1, bytes: 300, calls: {} };
  const work = { function: "resizer", invocations: 1, ms: photographMs(), trips: 12, ...none };
  const { sent, made } = assumptions.photograph;
  return plus(quantitiesOf(work, around), {
    ...{ event: 1, put: 10, get: 1 },
    ...storedFiles((sent + made) / gigabyte, around.terms),
  });
}

/** Of files only what changed is copied at night, so that a backup is as large as the bucket. */
const storedFiles = (gb: number, { backupDays }: Terms): Quantities => ({
  ...{ bucketGb: gb, bucketBackupGb: backupDays > 0 ? gb : 0 },
});

/** Of the table each night's backup is a whole one. */
export const storedRows = (gb: number, { backupDays }: Terms): Quantities => ({
  ...{ tableGb: gb, recoveryGb: gb, tableBackupGb: gb * backupDays },
});

/** Once, whatever the learner does: a place in the user pool, and rows of all the months. */
const keptOf = (terms: Terms): Quantities =>
  plus({ [terms.plan]: 1 }, storedRows((assumptions.row.bytes * assumptions.row.months) / gigabyte, terms));

export function occasions(measured: Measured, around: Circumstances, hits: number): Occasions {
  const { count, all } = pagesOf(measured, around, hits);
  const invoice = { attachmentGb: assumptions.invoice / gigabyte };
  const order = plus(callsOf(traffic.orderCalls, measured, around, hits), invoice);
  const image = plus(callsOf(traffic.imageCalls, measured, around, hits), drawing(around));
  const calls = callsOf(traffic.learnerCalls, measured, around, hits);
  const bought = [times(order, traffic.share.orders), times(image, traffic.share.images)];
  return { page: times(all, 1 / count), order, image, month: plus(all, calls, ...bought, keptOf(around.terms)) };
}

/** Schedules come by the clock, whether anything is due or not. */
export function schedules({ idle }: Measured, around: Circumstances): Quantities {
  return plus(
    ...idle.map((work) => times(quantitiesOf(work, { ...around, cold: 0 }), around.terms.runs[work.function] ?? 0)),
  );
}

/** Traces of a month: one a second, and a share of what is above that. */
export function traces({ lambdaRequest = 0 }: Quantities): Quantities {
  const first = Math.min(lambdaRequest, secondsOfMonth);
  return { trace: first + (lambdaRequest - first) * assumptions.traced };
}
