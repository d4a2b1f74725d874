import { html, type Markup } from "#local/payments/page/html";
import type { ServiceResponse } from "#local/service";
import type { AttachmentInfo, Message } from "../mailbox";
import { page, time } from "./document";

type View = "headers" | "html" | "source" | "text";

/** One message: as it looks, its plain text, its headers or its source. */
export function messagePage(message: Message, asked: string | null, raw: () => Buffer): ServiceResponse {
  const views = viewsOf(message);
  const view = views.find((name) => name === asked) ?? views[0] ?? "source";
  return page(
    message.subject || "(no subject)",
    html`<header class="bar"><a class="quiet" href="/">← Inbox</a></header>
<main class="message">
<h1>${message.subject || "(no subject)"}</h1>
<dl class="envelope-lines">
<dt>From</dt><dd>${message.from}</dd>
<dt>To</dt><dd>${message.recipients.join(", ")}</dd>
<dt>Sent</dt><dd>${time(message.sentAt)}</dd>
</dl>
${message.attachments.length > 0 && attachmentList(message)}
<nav class="tabs" aria-label="Views of the message">${views.map((name) => tab(message, name, name === view))}</nav>
${content(message, view, raw)}
</main>`,
  );
}

function viewsOf({ html: markup, text }: Message): View[] {
  return [
    ...(markup === null ? [] : (["html"] as const)),
    ...(text === null ? [] : (["text"] as const)),
    "headers",
    "source",
  ];
}

const viewNames: Record<View, string> = { headers: "Headers", html: "HTML", source: "Source", text: "Text" };

function tab({ id }: Message, view: View, current: boolean): Markup {
  return html`<a href="/messages/${id}?view=${view}"${current && html` aria-current="page"`}>${viewNames[view]}</a>`;
}

function content(message: Message, view: View, raw: () => Buffer): Markup {
  switch (view) {
    case "html":
      return html`<iframe title="The message" src="/messages/${message.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
    case "text":
      return html`<pre class="text">${linked(message.text ?? "")}</pre>`;
    case "headers":
      return html`<dl class="headers">${Object.entries(message.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
    case "source":
      return html`<p class="download"><a href="/messages/${message.id}/raw">Open alone</a></p><pre>${raw().toString()}</pre>`;
  }
}

/** The text with its web addresses as links. */
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : html`${part}`,
    );
}

function attachmentList({ attachments, id }: Message): Markup {
  return html`<ul class="attachments" aria-label="Attachments">${attachments.map((info, index) => attachmentItem(id, info, index))}</ul>`;
}

function attachmentItem(id: string, { contentType, filename, size }: AttachmentInfo, index: number): Markup {
  return html`<li><a href="/messages/${id}/attachments/${index}" download><strong>${filename}</strong> <span>${contentType}, ${formatSize(size)}</span></a></li>`;
}

function formatSize(size: number): string {
  if (size < 1_000) return `${size} B`;
  return size < 1_000_000 ? `${(size / 1_000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
