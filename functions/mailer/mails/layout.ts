import type { Attachment } from "#adapters/mail";
import type { Block } from "./blocks";
import { type Html, html } from "./html";
import { font, light, sheet } from "./palette";
import { oneLine } from "./wording";

/** A mail, composed. */
export interface Content {
  /** A single line. */
  subject: string;
  html: string;
  text: string;
  attachments?: readonly Attachment[];
  /** Of a mail that nobody has to get. */
  unsubscribeUrl?: string;
}

/** What a mail says. */
export interface Letter {
  subject: string;
  /** What an inbox shows beside the subject. */
  preheader: string;
  heading: string;
  body: readonly Block[];
  /** Why the reader gets this mail. */
  reason: string;
  /** Of a mail that nobody has to get: where it is ended, and what ends. */
  optional?: { url: string; what: string };
}

/** Keeps the inbox from filling the rest of the preview line with the body's first words. */
const filler = "\u034f\u00a0\u200c".repeat(60);

const hidden = "display: none; max-height: 0; max-width: 0; overflow: hidden; opacity: 0; mso-hide: all;";

/** A word as long as a line must not make the mail wider than a phone; the one is for some programs, the other for the rest. */
const breaking = "word-break: break-word; overflow-wrap: anywhere;";

const masthead = html`<table role="presentation" style="margin: 0 0 22px;"><tr>
    <td class="badge" bgcolor="${light.accent}" style="padding: 7px 9px; background: ${light.accent}; border-radius: 8px; color: ${light.onAccent}; font: 700 15px/1 ${font};" aria-hidden="true">iQ</td>
    <td class="ink" style="padding: 0 0 0 10px; color: ${light.ink}; font: 700 18px/1 ${font};">Insta iQ</td>
  </tr></table>`;

const unread = "This mailbox is not read: please don’t reply.";

const ending = ({ url, what }: NonNullable<Letter["optional"]>): Html =>
  html`<br><a class="accent" href="${url}" target="_blank" style="color: ${light.accent};">No more ${what}</a>`;

function footer({ reason, optional }: Letter): Html {
  const style = `margin: 0; padding: 22px 4px 0; color: ${light.muted}; font: 400 13px/1.6 ${font};`;
  return html`<p class="muted" style="${style}">${reason}<br>${unread}${optional ? ending(optional) : ""}</p>`;
}

const page = (letter: Letter): Html => html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${letter.subject}</title>
<style>${sheet}</style>
</head>
<body style="margin: 0; padding: 0; background: ${light.page};">
<div style="${hidden}">${letter.preheader}${filler}</div>
<table role="presentation" width="100%"><tr>
<td class="page" align="center" bgcolor="${light.page}" style="padding: 36px 16px 44px; background: ${light.page};">
<!--[if mso]><table role="presentation" width="560"><tr><td><![endif]-->
<div role="article" aria-label="${letter.subject}" lang="en" dir="ltr" style="max-width: 560px; margin: 0 auto; text-align: left;">
${masthead}
<table role="presentation" width="100%"><tr>
<td class="card" bgcolor="${light.card}" style="padding: 40px 40px 22px; background: ${light.card}; border: 1px solid ${light.line}; border-radius: 14px; ${breaking}">
<h1 class="ink heading" style="margin: 0 0 20px; color: ${light.ink}; font: 700 27px/1.25 ${font}; letter-spacing: -0.01em;">${letter.heading}</h1>
${letter.body.map((block) => block.html)}
</td>
</tr></table>
${footer(letter)}
</div>
<!--[if mso]></td></tr></table><![endif]-->
</td>
</tr></table>
</body>
</html>
`;

function plain({ heading, body, reason, optional }: Letter): string {
  const small = ["-- ", "Insta iQ", reason, unread, ...(optional ? [`No more ${optional.what}:`, optional.url] : [])];
  return `${[heading, ...body.map(({ text }) => text), small.join("\n")].join("\n\n")}\n`;
}

/** Puts a mail's words into the common frame. */
export function layout(letter: Letter): Content {
  const subject = oneLine(letter.subject);
  const content = { subject, html: page({ ...letter, subject }).markup, text: plain(letter) };
  return letter.optional ? { ...content, unsubscribeUrl: letter.optional.url } : content;
}
