import { isDeepStrictEqual } from "node:util";
import type { Role } from "#contract/endpoint";
import type { UserStatus } from "#contract/user";
import type { Page, Paging } from "./page";
import type { SearchDocument } from "./search/document";
import { indexed } from "./search/indexing";
import { search } from "./search/query";
import { listRows, shelve } from "./shelf";
import { type User, Users } from "./user.entity";

interface Filter {
  role?: Role;
  status?: UserStatus;
}

interface Wanted extends Filter {
  search?: string;
}

const listOf = ({ role, status }: Filter): string =>
  `users#${["all", role && `role:${role}`, status && `status:${status}`].filter(Boolean).join("|")}`;

/** Without `last_login`: every sign-in would rewrite the rows of four lists. */
function cardOf({ id, name, email, role, status, email_verified, phone, avatar_key, created_at }: User) {
  const optional = { phone: phone ?? null, avatar_key: avatar_key ?? null };
  return { id, name, email, role, status, email_verified, ...optional, created_at };
}

type Card = ReturnType<typeof cardOf>;

/** Where somebody stands in the lists, and as what. */
function shelved(user: User) {
  const { role, status } = user;
  return { lists: [{}, { role }, { status }, { role, status }].map(listOf), at: user.created_at, card: cardOf(user) };
}

async function read(id: string): Promise<User | undefined> {
  const { data } = await Users.get({ id }).go({ consistent: true });
  return data && !data.deleted_at ? data : undefined;
}

/** Brings the lists to what somebody's row says now. */
export const projectUser = (id: string): Promise<void> =>
  shelve("user", id, async () => {
    const user = await read(id);
    return user && shelved(user);
  });

/** What is found of somebody: by name and address, of a role, in a status. */
const documentOf = (user: User): SearchDocument => ({
  ...{ id: user.id, title: user.name, texts: [user.email] },
  ...{ filters: [`role:${user.role}`, `status:${user.status}`], card: cardOf(user) },
});

/** Brings the search index to it; a thorough one looks through all that there could be of it. */
export const indexUser = (id: string, thorough?: boolean): Promise<void> =>
  indexed(
    "user",
    id,
    async () => {
      const user = await read(id);
      return user && documentOf(user);
    },
    thorough,
  );

/** Whether a change of a row concerns neither: most are sign-ins. */
export const concernsNoList = (before: User, after: User): boolean =>
  before.deleted_at === after.deleted_at && isDeepStrictEqual(cardOf(before), cardOf(after));

/** One page of the users: of those who have all the words in name and address, or else latest first. */
export function listUsers({ search: words, role, status }: Wanted, paging: Paging, now: Date): Promise<Page<Card>> {
  if (words === undefined) return listRows(listOf({ role, status }), paging);
  const filters = [...(role ? [`role:${role}`] : []), ...(status ? [`status:${status}`] : [])];
  return search<Card>("user", { words, filters }, paging, now);
}
