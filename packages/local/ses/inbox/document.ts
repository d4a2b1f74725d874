import { html, type Markup } from "#local/payments/page/html";
import type { ServiceResponse } from "#local/service";

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A whole page of the inbox. */
export function page(title: string, body: Markup): ServiceResponse {
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body: `<!doctype html>\n${shell(title, body)}`,
  };
}

/** When a message was sent; the browser shows it in its own time zone. */
export function time(sentAt: string): Markup {
  return html`<time datetime="${sentAt}">${sentAt.slice(0, 16).replace("T", " ")} UTC</time>`;
}

function shell(title: string, body: Markup): Markup {
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local inbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`;
}
