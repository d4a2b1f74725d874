import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { secret, secretThat } from "#adapters/secrets";
import { Failure } from "#contract/failure";
import { standingSeatOf } from "./participation";
import { find } from "./registration";
import type { Registration } from "./registration.entity";
import type { Session } from "./session";

/** Characters of the signature that a code carries: 128 bits, and a QR code that small prints read well. */
const signatureLength = 22;

/** Signed over what changes with each registration: the ticket of a seat that was given up is worth nothing. */
const signatureOf = ({ event_id, user_id, ticket = "" }: Registration, key: string): string =>
  createHmac("sha256", key)
    .update(`ticket\n${event_id}\n${user_id}\n${ticket}`)
    .digest("base64url")
    .slice(0, signatureLength);

/** What the QR code of a seat says: whose it is, and our signature. */
export const codeOf = async (seat: Registration): Promise<string> =>
  `${seat.user_id}.${signatureOf(seat, await secret("APP_KEY"))}`;

/** By which a door without a connection knows a code, and which tells nobody the code. */
export const hashOf = (code: string): string => createHash("sha256").update(code).digest("base64url");

const equal = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The seat that a code stands for. @throws Failure invalid_ticket for another event's, a forged or a given-up one */
export async function seatFor(event_id: string, code: string): Promise<Registration> {
  const [user_id = "", signature = ""] = code.split(".");
  const seat = await find(user_id, event_id);
  const signed = (key: string) => seat !== undefined && equal(signatureOf(seat, key), signature);
  if (seat?.status !== "registered" || !(await secretThat("APP_KEY", signed))) throw new Failure("invalid_ticket");
  return seat;
}

/** Somebody's own ticket, still without its picture. @throws Failure not_registered, event_cancelled */
export async function ticketOf(reference: string, who: Session) {
  const { event, seat } = await standingSeatOf(reference, who.id);
  const { id: event_id, title: event_title, starts_at, location } = event;
  return { event_id, event_title, starts_at, location, user_name: seat.user_name, code: await codeOf(seat) };
}
