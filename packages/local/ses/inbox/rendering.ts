import type { ServiceResponse } from "#local/service";
import type { Message } from "../mailbox";

const policy = [
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "img-src data: http: https:",
  "style-src 'unsafe-inline'",
  "font-src data:",
].join("; ");

/** The message's own HTML for the frame: no scripts, no forms, links in a new tab, its images from its attachments. */
export function renderedHtml(message: Message): ServiceResponse {
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body: withLinksOutside(withImages(message)),
  };
}

function withImages({ attachments, html, id }: Message): string {
  return attachments.reduce((markup, { contentId }, index) => {
    return contentId === null ? markup : markup.replaceAll(`cid:${contentId}`, `/messages/${id}/attachments/${index}`);
  }, html ?? "");
}

function withLinksOutside(markup: string): string {
  const base = '<base target="_blank">';
  const head = /<head[^>]*>/i.exec(markup);
  if (!head) return `<!doctype html>${base}${markup}`;
  const end = head.index + head[0].length;
  return markup.slice(0, end) + base + markup.slice(end);
}
