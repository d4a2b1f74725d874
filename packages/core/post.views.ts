import { createHmac } from "node:crypto";
import { Entity } from "electrodb";
import { secret } from "#adapters/secrets";
import { store } from "#adapters/table";
import { dayOf } from "./day";
import { idOf, missing } from "./post";
import { Posts } from "./post.entity";
import { project } from "./projection";
import { check, commit, type Step, step } from "./transaction";

/** How many readers a post had in a day; `id` is `<post>@<day>`. */
const Days = new Entity(
  {
    model: { service: "iq", entity: "post-day", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      post_id: { type: "string", required: true },
      day: { type: "string", required: true },
      views: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["post_id"], template: "post#${post_id}", casing: "none" },
        sk: { field: "sk", composite: ["day"], template: "views#${day}", casing: "none" },
      },
    },
  },
  store,
);

/** Somebody who has been counted, by a name that leads back to nobody. */
const Viewers = new Entity(
  {
    model: { service: "iq", entity: "viewer", version: "1" },
    attributes: {
      name: { type: "string", required: true },
      /** Epoch seconds; the name carries the day, so nothing relies on the deletion. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "viewer#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "viewer", casing: "none" },
      },
    },
  },
  store,
);

const twoDays = 2 * 24 * 3600;

/** A household has as many IPv6 addresses as it likes, all of one /64. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean));
  const zeros = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array(Math.max(0, zeros)).fill("0"), ...(after ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

async function viewerName(id: string, day: string, address: string): Promise<string> {
  const key = await secret("APP_KEY");
  return createHmac("sha256", key)
    .update(["view", id, day, networkOf(address)].join("\n"))
    .digest("base64url");
}

class Counted extends Error {}

/** Who was counted by this Lambda, the oldest forgotten first: whoever calls again and again costs nothing. */
const counted = new Set<string>();
const most = 5000;

function remember(name: string): void {
  if (counted.size >= most) counted.delete(counted.values().next().value ?? "");
  counted.add(name);
}

/** Only what is out has readers. */
const visible = (id: string, now: Date): Step =>
  check(
    Posts.delete({ id })
      .where((post, { eq, lte }) => `${eq(post.status, "published")} AND ${lte(post.published_at, now.toISOString())}`)
      .params(),
    missing,
  );

/**
 * Counts a reader, once a day and address: one transaction, whose refusal says that they were counted before.
 * @throws Failure post_not_found
 */
export async function countView(reference: string, address: string, now: Date): Promise<void> {
  const id = await idOf(reference);
  if (!id) throw missing();
  const day = dayOf(now);
  const name = await viewerName(id, day, address);
  if (counted.has(name)) return;
  const ttl = Math.floor(now.getTime() / 1000) + twoDays;
  try {
    await commit([
      visible(id, now),
      step(Viewers.create({ name, ttl }).params(), () => new Counted()),
      step(
        Days.upsert({ id: `${id}@${day}`, post_id: id, day })
          .add({ views: 1 })
          .params(),
      ),
    ]);
  } catch (error) {
    if (!(error instanceof Counted)) throw error;
  }
  remember(name);
}

class Gone extends Error {}

const add = (id: string, views: number): Step =>
  step(Posts.patch({ id }).add({ view_count: views }).params(), () => new Gone());

/**
 * Brings a day's readers into the post's count. How many of them it has already is on record: the count is the sum of
 * the days, however often this is called.
 * @param name `<post>@<day>`
 */
export async function foldViews(name: string): Promise<void> {
  const [post_id = "", day = ""] = name.split("@");
  try {
    await project(`views#${name}`, async () => {
      const { data } = await Days.get({ post_id, day }).go({ consistent: true });
      return {
        lists: [String(data?.views ?? 0)],
        steps: ({ added: [now], removed: [before = 0] }) =>
          now === undefined ? [] : [add(post_id, Number(now) - Number(before))],
      };
    });
  } catch (error) {
    // Counted a moment before the post was deleted.
    if (!(error instanceof Gone)) throw error;
  }
}
