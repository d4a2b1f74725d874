import { type PersonalPart, partLimit } from "#contract/personal";
import { auditView, listOfSubject } from "./audit";
import { enrollmentView } from "./enrollment.view";
import { listEnrollments } from "./learners";
import { listMine } from "./order.lists";
import { orderView } from "./order.view";
import type { Page, Paging } from "./page";
import * as Profile from "./profile";
import { listRegistrationsOf } from "./registration.lists";
import type { Session } from "./session";
import { userView } from "./user.view";

type Reader = (userId: string, paging: Paging) => Promise<Page<object>>;

const shown = <Row, Shown>(page: Page<Row>, view: (row: Row) => Shown): Page<Shown> => ({
  ...page,
  rows: page.rows.map(view),
});

/**
 * What reads each part, a page at a time and latest first, as it goes out elsewhere. Every part of the contract's
 * `personalParts` has one: another part is another line here.
 */
const readers = {
  enrollments: async (id: string, paging: Paging) => shown(await listEnrollments(id, paging), enrollmentView),
  registrations: async (id: string, paging: Paging) => listRegistrationsOf(id, paging),
  orders: async (id: string, paging: Paging) => shown(await listMine({ id }, paging), orderView),
  audit: async (id: string, paging: Paging) => shown(await listOfSubject(id, paging), auditView),
} satisfies Record<PersonalPart, Reader>;

type Parts = { [Part in PersonalPart]: Awaited<ReturnType<(typeof readers)[Part]>>["rows"] };

const pageSize = 100;

/** Up to `partLimit` rows, and whether that is all. */
async function readAll(read: Reader, id: string): Promise<{ rows: object[]; whole: boolean }> {
  const rows: object[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(id, { limit: pageSize, page: 1, cursor });
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && rows.length < partLimit);
  return { rows, whole: cursor === undefined };
}

/** Everything that the platform keeps of somebody: the profile, and up to `partLimit` rows of each part. */
export async function exportProfile(session: Session, now: Date) {
  const read = Object.entries(readers).map(async ([part, reader]) => ({
    part,
    ...(await readAll(reader, session.id)),
  }));
  const [user, ...parts] = await Promise.all([Profile.read(session), ...read]);
  // Each part has just been read by the reader of its name.
  const rows = Object.fromEntries(parts.map(({ part, rows }) => [part, rows])) as Parts;
  const incomplete = parts.filter(({ whole }) => !whole).map(({ part }) => part);
  return { exported_at: now.toISOString(), user: userView(user), ...rows, incomplete };
}
