import { randomInt } from "node:crypto";
import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { type Step, step } from "./transaction";

/** What has slugs; each kind its own. */
const kinds = ["course", "event", "post", "category"] as const;
type Kind = (typeof kinds)[number];

/** Who has a slug. A reservation outlives a rename, so an old address keeps leading to its course. */
const Slugs = new Entity(
  {
    model: { service: "iq", entity: "slug", version: "1" },
    attributes: {
      kind: { type: kinds, required: true },
      slug: { type: "string", required: true },
      owner: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["kind", "slug"], template: "slug#${kind}#${slug}", casing: "none" },
        sk: { field: "sk", composite: [], template: "slug", casing: "none" },
      },
    },
  },
  store,
);

/** Paths of the API that a slug would hide behind. */
const reserved = new Set(["featured", "enrolled", "mine", "all", "upcoming", "registered"]);

/**
 * "C++ für Anfänger" → "c-fur-anfanger"; a title without a letter or digit becomes "untitled". Letters, digits and
 * hyphens only: a dot can't stand in a path's reference, and an underscore would make it look like an id.
 */
export async function slugify(title: string): Promise<string> {
  // Its tables of every script are large, and only authors wait for them.
  const { slugify: transliterated } = await import("#adapters/parts/transliteration");
  return transliterated(title, { allowedChars: "a-zA-Z0-9" }).slice(0, 80).replace(/-+$/, "") || "untitled";
}

/**
 * The n-th proposal for a title: plain first, then with a random suffix. Counting up would make concurrent authors of
 * one title meet again at each number.
 */
export function proposal(plain: string, attempt: number): string {
  if (attempt === 0 && !reserved.has(plain)) return plain;
  return `${plain}-${randomInt(36 ** 4)
    .toString(36)
    .padStart(4, "0")}`;
}

/** Thrown by a transaction whose slug somebody has. */
export class SlugTaken extends Error {}

/** Takes the slug, unless somebody else has it. */
export const reserveSlug = (kind: Kind, slug: string, owner: string): Step =>
  step(
    Slugs.put({ kind, slug, owner })
      .where((present, { notExists, eq }) => `${notExists(present.owner)} OR ${eq(present.owner, owner)}`)
      .params(),
    () => new SlugTaken(),
  );

/** Tries slugs until the transaction that reserves one goes through. @returns the slug */
export async function withFreeSlug(title: string, write: (slug: string) => Promise<void>): Promise<string> {
  const plain = await slugify(title);
  for (let attempt = 0; ; attempt++) {
    const slug = proposal(plain, attempt);
    try {
      await write(slug);
      return slug;
    } catch (error) {
      if (!(error instanceof SlugTaken) || attempt > 20) throw error;
    }
  }
}

export const releaseSlug = (kind: Kind, slug: string): Step => step(Slugs.delete({ kind, slug }).params());

/** Id of whoever has it. */
export async function ownerOf(kind: Kind, slug: string): Promise<string | undefined> {
  const { data } = await Slugs.get({ kind, slug }).go({ consistent: true });
  return data?.owner;
}
