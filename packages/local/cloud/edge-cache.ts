import type { Clock } from "#local/service";
import type { Reply } from "./http-server";
import type { CachePolicy } from "./policies";

/** An answer that is kept. */
interface Kept {
  reply: Reply;
  /** Milliseconds since the epoch. */
  since: number;
  until: number;
  bytes: number;
}

/** Bytes of bodies that are kept at most; what was used longest ago goes first. */
const mostBytes = 64 * 1024 * 1024;

const secondsIn = (control: string, name: string): number | undefined => {
  const [, seconds] = new RegExp(`(?:^|[\\s,])${name}=(\\d+)`).exec(control) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
};

/** Seconds for which an answer says that it may be kept; undefined where it says nothing. */
function saidBy({ headers }: Reply, now: number): number | undefined {
  const control = headers["cache-control"]?.toLowerCase() ?? "";
  if (/(^|[\s,])(no-store|no-cache|private)\b/.test(control)) return 0;
  const expiry = Date.parse(headers.expires ?? "");
  const expires = Number.isNaN(expiry) ? undefined : Math.max(0, (expiry - now) / 1000);
  return secondsIn(control, "s-maxage") ?? secondsIn(control, "max-age") ?? expires;
}

/** What can be kept at all: whole answers that are nobody's own. */
const keepable = ({ status, cookies = [] }: Reply): boolean =>
  status < 400 && ![206, 304].includes(status) && cookies.length === 0;

/** Answers that the edge keeps, by whatever they differ in. */
export class EdgeCache {
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  constructor(
    private readonly clock: Clock,
    /** Seconds for which refusals are kept, by status. */
    private readonly refusals: Record<number, number>,
  ) {}

  /** The answer, however old; `age` in seconds. */
  find(key: string): { reply: Reply; age: number; fresh: boolean } | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    const now = this.clock();
    return { reply: found.reply, age: Math.floor((now - found.since) / 1000), fresh: now < found.until };
  }

  /** Keeps an answer for as long as it says within what the policy allows, or not at all. */
  keep(key: string, reply: Reply, policy: CachePolicy): void {
    this.forget(key);
    const now = this.clock();
    const seconds = this.lifetimeOf(reply, policy, now);
    if (seconds <= 0) return;
    const bytes = Buffer.byteLength(reply.body);
    this.kept.set(key, { reply, since: now, until: now + seconds * 1000, bytes });
    this.bytes += bytes;
    for (const [oldest] of this.kept) if (this.bytes > mostBytes) this.forget(oldest);
  }

  private lifetimeOf(reply: Reply, { lifetime: { least, otherwise, most } }: CachePolicy, now: number): number {
    if (reply.status >= 400) return this.refusals[reply.status] ?? 0;
    if (!keepable(reply)) return 0;
    return Math.min(most, Math.max(least, saidBy(reply, now) ?? otherwise));
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }
}
