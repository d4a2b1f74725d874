import { type PersonalPart, partLimit } from "#contract/personal";
import { auditView, listOfSubject } from "./audit";
import { certificatesOf, certificateView } from "./certificate";
import { enrollmentView } from "./enrollment.view";
import { listEnrollments } from "./learners";
import { listMine } from "./order.lists";
import { orderView } from "./order.view";
import type { Page, Paging } from "./page";
import * as Profile from "./profile";
import { listProgress, progressRecord } from "./progress";
import { listAttempts } from "./quiz.attempt";
import { attemptRecord } from "./quiz.attempt.view";
import { listRegistrationsOf } from "./registration.lists";
import { listReviews, testimonialView } from "./reviews";
import type { Session } from "./session";
import { accountView } from "./user.view";

type Part<Row> = Pick<Page<Row>, "rows" | "nextCursor">;

type Reader = (userId: string, paging: Paging, now: Date) => Promise<Part<object>>;

const shown = <Row, Shown>({ rows, nextCursor }: Part<Row>, view: (row: Row) => Shown): Part<Shown> => ({
  rows: rows.map(view),
  nextCursor,
});

/** An enrollment has the code of its certificate. */
async function listCertificates(id: string, paging: Paging) {
  const { rows, nextCursor } = await listEnrollments(id, paging);
  return { rows: await certificatesOf(rows), nextCursor };
}

/**
 * What reads each part, a page at a time, as it goes out elsewhere. Every part of the contract's `personalParts` has
 * one: another part is another line here.
 */
const readers = {
  enrollments: async (id: string, paging: Paging) => shown(await listEnrollments(id, paging), enrollmentView),
  registrations: async (id: string, paging: Paging) => listRegistrationsOf(id, paging),
  progress: async (id: string, paging: Paging) => shown(await listProgress(id, paging), progressRecord),
  attempts: async (id: string, paging: Paging, now: Date) =>
    shown(await listAttempts(id, paging), (attempt) => attemptRecord(attempt, now)),
  certificates: async (id: string, paging: Paging) => shown(await listCertificates(id, paging), certificateView),
  reviews: async (id: string, paging: Paging) => shown(await listReviews(id, paging), testimonialView),
  orders: async (id: string, paging: Paging) => shown(await listMine({ id }, paging), orderView),
  audit: async (id: string, paging: Paging) => shown(await listOfSubject(id, paging), auditView),
} satisfies Record<PersonalPart, Reader>;

type Parts = { [Part in PersonalPart]: Awaited<ReturnType<(typeof readers)[Part]>>["rows"] };

const pageSize = 100;

/** As many rows as `partLimit` allows, and whether that is all. */
async function readAll(read: Reader, id: string, now: Date): Promise<{ rows: object[]; whole: boolean }> {
  const rows: object[] = [];
  let [bytes, cursor]: [number, string | undefined] = [0, undefined];
  do {
    const page: Part<object> = await read(id, { limit: pageSize, page: 1, cursor }, now);
    for (const row of page.rows) {
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (rows.length >= partLimit.rows || bytes > partLimit.bytes) return { rows, whole: false };
      rows.push(row);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return { rows, whole: true };
}

/** Everything that the platform keeps of somebody: the profile, and of each part as much as `partLimit` allows. */
export async function exportProfile(session: Session, now: Date) {
  const read = Object.entries(readers).map(async ([part, reader]) => ({
    part,
    ...(await readAll(reader, session.id, now)),
  }));
  const [user, ...parts] = await Promise.all([Profile.read(session), ...read]);
  // Each part has just been read by the reader of its name.
  const rows = Object.fromEntries(parts.map(({ part, rows }) => [part, rows])) as Parts;
  const incomplete = parts.filter(({ whole }) => !whole).map(({ part }) => part);
  return { exported_at: now.toISOString(), user: accountView(user), ...rows, incomplete };
}
