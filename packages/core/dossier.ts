import * as identity from "#adapters/identity";
import { audited, operator } from "./audit";
import { exportProfile } from "./export";
import { CreditNotes, Invoices } from "./invoice.entity";
import { suppressionOf } from "./suppression";
import { commit } from "./transaction";
import { find } from "./user";

/** The papers of an order: its invoice, and what was credited. */
async function papersOf(order_id: string): Promise<object[]> {
  const [invoice, notes] = await Promise.all([
    Invoices.get({ order_id }).go(),
    CreditNotes.query.primary({ order_id }).go({ pages: "all" }),
  ]);
  return [...(invoice.data ? [invoice.data] : []), ...notes.data];
}

/**
 * Everything that is held about somebody, for whoever asks by law and not at the site: what they can fetch themselves, and
 * what else has their name or address in it. That it was taken out is on record before it is.
 * @throws Failure user_not_found
 */
export async function dossierOf(id: string, now: Date) {
  const user = await find(id);
  await commit(audited(operator, "user.export", id, {}, now));
  const [profile, account, suppression] = await Promise.all([
    exportProfile(user, now),
    identity.find(id),
    suppressionOf(user.email),
  ]);
  const papers = await Promise.all(profile.orders.map((order) => papersOf(String(order.id))));
  return { ...profile, papers: papers.flat(), sign_in: account, mail_suppression: suppression ?? null };
}
