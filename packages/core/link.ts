import { createHash, createHmac, randomBytes } from "node:crypto";
import { Entity, type EntityItem } from "electrodb";
import { secret, secretThat } from "#adapters/secrets";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { type Step, step } from "./transaction";

/**
 * A one-time link on its way by mail. Its row holds the hash of the token and the seed it is made from, not the token:
 * the mailer derives that with the app key, and whoever reads the table learns nothing usable.
 */
const Links = new Entity(
  {
    model: { service: "iq", entity: "link", version: "1" },
    attributes: {
      hash: { type: "string", required: true },
      seed: { type: "string", required: true },
      purpose: { type: ["verify-email", "reset-password", "invitation"] as const, required: true },
      user_id: { type: "string", required: true },
      name: { type: "string", required: true },
      email: { type: "string", required: true },
      /** Epoch seconds, compared in code: DynamoDB deletes late. */
      ttl: { type: "number", required: true },
      created_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["hash"], template: "link#${hash}", casing: "none" },
        sk: { field: "sk", composite: [], template: "link", casing: "none" },
      },
      ofUser: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["user_id"], template: "links#${user_id}", casing: "none" },
        sk: { field: "gsi1sk", composite: ["created_at", "hash"], template: "${created_at}#${hash}", casing: "none" },
      },
    },
  },
  store,
);
export type Link = EntityItem<typeof Links>;
export type LinkPurpose = Link["purpose"];

/** Seconds that a link works. */
export const linkLife: Record<LinkPurpose, number> = {
  "verify-email": 3 * 24 * 3600,
  "reset-password": 3600,
  invitation: 7 * 24 * 3600,
};

/** The addressee of links that nobody gets. */
export const nobody = { id: "nobody", name: "nobody", email: "nobody" };

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

const tokenBy = (key: string, { purpose, seed }: Pick<Link, "purpose" | "seed">): string =>
  createHmac("sha256", key).update(`${purpose}\n${seed}`).digest("base64url");

/** The token that a mailed link carries: by the key that the link was made with, should there be another by now. */
export async function tokenOf(link: Pick<Link, "purpose" | "seed" | "hash">): Promise<string> {
  const key = await secretThat("APP_KEY", (key) => hashOf(tokenBy(key, link)) === link.hash);
  if (!key) throw new Error("a link was made with a key that is known no more");
  return tokenBy(key, link);
}

/** The step that creates a link; the mailer sends it once it is committed. */
export async function createLink(
  purpose: LinkPurpose,
  user: { id: string; name: string; email: string },
  now: Date,
): Promise<Step> {
  const seed = randomBytes(32).toString("base64url");
  const hash = hashOf(tokenBy(await secret("APP_KEY"), { purpose, seed }));
  const ttl = Math.floor(now.getTime() / 1000) + linkLife[purpose];
  const row = { hash, seed, purpose, user_id: user.id, name: user.name, email: user.email, ttl };
  return step(Links.create({ ...row, created_at: now.toISOString() }).params());
}

const invalid = () => new Failure("invalid_link");

/** @throws Failure invalid_link when it is unknown, used, expired or of another purpose. */
export async function findLink(purpose: LinkPurpose, token: string, now: Date): Promise<Link> {
  const { data } = await Links.get({ hash: hashOf(token) }).go({ consistent: true });
  if (data?.purpose !== purpose || data.ttl * 1000 <= now.getTime()) throw invalid();
  return data;
}

/** The step that uses a link up: of two that race, one is refused. */
export const useLink = ({ hash }: Link): Step =>
  step(
    Links.delete({ hash })
      .where((present, { exists }) => exists(present.hash))
      .params(),
    invalid,
  );

/** The newest link of a kind that somebody was sent and hasn't used. */
export async function latestLink(user_id: string, purpose: LinkPurpose): Promise<Link | undefined> {
  const { data } = await Links.query.ofUser({ user_id }).go({ order: "desc", limit: 100 });
  return data.find((link) => link.purpose === purpose);
}

/** Somebody's links, which hold name and address, to be deleted. */
export async function* linksOf(user_id: string): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const page: { data: Link[]; cursor: string | null } = await Links.query
      .ofUser({ user_id })
      .go({ cursor, limit: 100 });
    yield* page.data.map(
      ({ hash }) =>
        () =>
          Links.delete({ hash }).go(),
    );
    cursor = page.cursor;
  } while (cursor);
}
