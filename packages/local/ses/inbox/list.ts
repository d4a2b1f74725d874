import { html, type Markup } from "#local/payments/page/html";
import type { ServiceResponse } from "#local/service";
import type { Message } from "../mailbox";
import { page, time } from "./document";

/** As many as a page shows; older ones are in `messages.json`. */
const maxShown = 200;

/** All messages, newest first. The script replaces `#mail` as new ones come. */
export function listPage(messages: Message[]): ServiceResponse {
  const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  return page(
    "Inbox",
    html`<header class="bar">
<p class="brand"><span class="mark" aria-hidden="true">iQ</span> Local inbox</p>
<button id="clear" class="quiet" hidden>Delete all</button>
</header>
<main id="mail">
<div class="heading"><h1>Inbox</h1><p class="count" aria-live="polite">${count}</p></div>
${messages.length === 0 ? empty : html`<ol class="list">${messages.slice(0, maxShown).map(row)}</ol>`}
</main>`,
  );
}

const empty = html`<div class="empty">
<p class="envelope" aria-hidden="true">✉</p>
<h2>Nothing sent yet</h2>
<p>Mail that the backend sends appears here by itself. None of it leaves this machine.</p>
</div>`;

function row({ attachments, id, recipients, sentAt, subject, text }: Message): Markup {
  const [first = "?"] = recipients;
  return html`<li><a class="row" href="/messages/${id}">
<span class="avatar hue-${hue(first)}" aria-hidden="true">${first.slice(0, 1).toUpperCase()}</span>
<span class="to">${recipients.join(", ")}</span>
<span class="subject">${subject || "(no subject)"}</span>
<span class="snippet">${(text ?? "").replaceAll(/\s+/g, " ").slice(0, 160)}</span>
<span class="when">${attachments.length > 0 && html`<span class="clip" title="${attachments.length} attached">⊕ ${attachments.length}</span> `}${time(sentAt)}</span>
</a></li>`;
}

function hue(address: string): number {
  return [...address].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 6;
}
