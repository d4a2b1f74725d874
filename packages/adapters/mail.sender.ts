import { setting } from "./environment";

/** Whoever the mails are from: EMAIL_FROM is `Insta iQ <noreply@instaiq.com>`, or a bare address. */
export function sender(): { name: string; email: string } {
  const from = setting("EMAIL_FROM");
  const [, name = "", email = from] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return { name: name.replace(/^"|"$/g, "") || "Insta iQ", email };
}
