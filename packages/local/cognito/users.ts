import { join } from "node:path";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";
import { fold, type UserPool } from "./pool";
import { ServiceFault } from "./service-fault";
import type { User } from "./user";

/** Users of all pools on disk, found by username, `sub`, or by e-mail address where the pool signs in with it. */
export class Users {
  private readonly journal: Journal<User>;
  /** Per pool: `sub` or folded address → username. Built when a pool is first asked for, since folding is its choice. */
  private readonly aliases = new Map<string, Map<string, string>>();

  constructor(
    directory: string,
    private readonly clock: Clock,
  ) {
    this.journal = new Journal(join(directory, "users.jsonl"));
  }

  find(pool: UserPool, name: string): User | undefined {
    const folded = fold(pool, name);
    const username = this.aliasesOf(pool).get(folded) ?? folded;
    return this.journal.get(key(pool.id, username));
  }

  /** Fault `UserNotFoundException`. */
  get(pool: UserPool, name: string): User {
    const user = this.find(pool, name);
    if (user === undefined) throw new ServiceFault("UserNotFoundException", "User does not exist.");
    return user;
  }

  /** Who signs in with this address; undefined where addresses don't sign in. */
  ownerOfEmail(pool: UserPool, email: string): User | undefined {
    const username = this.aliasesOf(pool).get(fold(pool, email));
    return username === undefined ? undefined : this.journal.get(key(pool.id, username));
  }

  /** Oldest first. */
  list(poolId: string): User[] {
    return this.journal.values().filter((user) => user.poolId === poolId);
  }

  /** Adds or changes a user. Nothing may be awaited between reading a user and saving the change. */
  save(pool: UserPool, user: User): User {
    const aliases = this.aliasesOf(pool);
    const before = this.journal.get(key(pool.id, user.username));
    for (const alias of before ? aliasesFor(pool, before) : []) aliases.delete(alias);
    const saved = { ...user, modifiedAt: this.clock() };
    this.journal.set(key(pool.id, user.username), saved);
    for (const alias of aliasesFor(pool, saved)) aliases.set(alias, saved.username);
    return saved;
  }

  remove(pool: UserPool, user: User): void {
    for (const alias of aliasesFor(pool, user)) this.aliasesOf(pool).delete(alias);
    this.journal.delete(key(pool.id, user.username));
  }

  private aliasesOf(pool: UserPool): Map<string, string> {
    const known = this.aliases.get(pool.id);
    if (known !== undefined) return known;
    const entries = this.list(pool.id).flatMap((user) =>
      aliasesFor(pool, user).map((alias): [string, string] => [alias, user.username]),
    );
    const aliases = new Map(entries);
    this.aliases.set(pool.id, aliases);
    return aliases;
  }
}

function key(poolId: string, username: string): string {
  return `${poolId}/${username}`;
}

function aliasesFor(pool: UserPool, user: User): string[] {
  const { sub, email, email_verified: verified } = user.attributes;
  const signsIn = pool.emailIsUsername || (pool.emailIsAlias && verified === "true");
  return [sub, signsIn && email ? fold(pool, email) : undefined].filter((alias) => alias !== undefined);
}
