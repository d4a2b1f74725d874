import { answerMail, mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { as, type Tour } from "./step";

/** The part of a mail's unsubscribe link that the API answers. */
const endingOf = ({ headers }: { headers: Record<string, string> }): string =>
  new URL(/^<(.*)>$/.exec(headers["list-unsubscribe"] ?? "")?.[1] ?? "").pathname;

/** Somebody is reminded of an event, has no more of that, and then again. */
export async function endMail({ platform, visit }: Tour, person: Person, event: { id: string }): Promise<void> {
  const { Notices } = await import("#core/notice.entity");
  const addressee = { user_id: person.id, user_name: person.name, user_email: person.email };
  const about = { event_id: event.id, kind: "reminder", occasion: "2036-01-01T00:00:00.000Z#24" } as const;
  await Notices.create({ ...addressee, ...about, ttl: Math.floor(Date.now() / 1000) + 24 * 3600 }).go();
  const reminder = (await mailsTo(platform, person.email)).find(({ headers }) => "list-unsubscribe" in headers);
  if (!reminder) throw new Error(`nothing was mailed to ${person.email} that can be ended`);
  await visit("mail.unsubscribePage", `GET ${endingOf(reminder)}`);
  const click = { "content-type": "application/x-www-form-urlencoded" };
  await visit("mail.unsubscribe", `POST ${endingOf(reminder)}`, { raw: "List-Unsubscribe=One-Click", headers: click });
  await visit("auth.setMailPreferences", "PUT /api/auth/mail-preferences", as(person, { reminders: true }));
}

/** A mail bounces, an admin lets mail go there again; it bounces, and the address opens another account. */
export async function bounce({ platform, visit, admin }: Tour): Promise<void> {
  const person = await newPerson(platform);
  const [mail] = await mailsTo(platform, person.email);
  await answerMail(platform, { id: mail?.id ?? "" }, "bounce");
  await visit("users.liftSuppression", `DELETE /api/users/${person.id}/suppression`, as(admin));
  await answerMail(platform, { id: mail?.id ?? "" }, "complaint");
  await visit("auth.removeProfile", "DELETE /api/auth/profile", as(person, { password: person.password }));
  const again = { name: person.name, email: person.email, password: person.password };
  await visit("auth.register", "POST /api/auth/register", { body: again });
  await platform.settled();
}
