import { randomUUID } from "node:crypto";
import { call } from "../api";
import { announce, png, send } from "../files";
import { order, pay } from "../payments";
import type { Person } from "../people";
import type { Reachable } from "../platform";
import type { Shop } from "./messages";

/** What somebody was told to be done. */
export interface Acknowledged {
  email: string;
  /** The last one that was taken. */
  name?: string;
  orders: string[];
  paid: string[];
  uploads: string[];
}

interface Reply {
  status: number;
}

const password = "password123";

export const signIn = (platform: Reachable, { email }: { email: string }) =>
  call(platform, "POST /api/auth/login", { body: { email, password } });

/** Notes what was told as soon as it was; throws at a refusal, and when the platform is gone. */
class Notes {
  readonly told: Acknowledged[] = [];

  constructor(private readonly done: () => void) {}

  take<Answer extends Reply>(answer: Answer): Answer {
    if (answer.status >= 300) throw new Error(`answered ${answer.status}`);
    this.done();
    return answer;
  }

  about({ email }: { email: string }): Acknowledged {
    const mine: Acknowledged = { email, orders: [], paid: [], uploads: [] };
    this.told.push(mine);
    return mine;
  }
}

async function register(platform: Reachable, notes: Notes): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  const body = { name: "New Comer", email, password };
  notes.take(await call(platform, "POST /api/auth/register", { body }));
  notes.about({ email });
}

async function rename(platform: Reachable, { token }: Person, mine: Acknowledged, notes: Notes): Promise<void> {
  const name = `Name ${randomUUID()}`;
  // Until it is taken, either may be found.
  mine.name = undefined;
  notes.take(await call(platform, "PUT /api/auth/profile", { token, body: { name } }));
  mine.name = name;
}

async function upload(platform: Reachable, person: Person, mine: Acknowledged, notes: Notes): Promise<void> {
  const { upload: form } = notes.take(await announce(platform, person)).body;
  notes.take(await send(form, png()));
  mine.uploads.push(form.id);
}

async function buy(platform: Reachable, buyer: Person, course: { id: string }, mine: Acknowledged, notes: Notes) {
  const ordered = notes.take(await order(platform, buyer, course)).body;
  mine.orders.push(ordered.order.id);
  notes.take(await pay(platform, ordered.payment));
  mine.paid.push(ordered.order.id);
}

/** Buys everything, and goes on until the platform is gone. */
async function live(platform: Reachable, buyer: Person, courses: { id: string }[], notes: Notes): Promise<void> {
  const mine = notes.about(buyer);
  for (const course of courses) {
    await buy(platform, buyer, course, mine, notes);
    await rename(platform, buyer, mine, notes);
    await upload(platform, buyer, mine, notes);
  }
  for (;;) await register(platform, notes);
}

/**
 * Uses the platform until `enough` answers came, and calls `end`, which ends it in the midst of everything else.
 * @returns what people were told.
 */
export async function crowd(
  platform: Reachable,
  { courses, buyers }: Shop,
  { enough, end }: { enough: number; end: () => Promise<void> },
): Promise<Acknowledged[]> {
  let answers = 0;
  let ended: Promise<void> | undefined;
  const notes = new Notes(() => {
    if (++answers >= enough) ended ??= end();
  });
  const lives = await Promise.allSettled(buyers.map((buyer) => live(platform, buyer, courses, notes)));
  await ended;
  for (const life of lives) if (life.status === "rejected" && /answered/.test(String(life.reason))) throw life.reason;
  return notes.told;
}
