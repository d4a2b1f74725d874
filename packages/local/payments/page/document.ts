import type { ServiceResponse } from "#local/service";
import { html, type Markup } from "./html";

/** Whom the customer pays. */
export const merchant = "Insta iQ";

interface Page {
  status?: number;
  title: string;
  body: Markup;
  /** Where a form on the page may lead in the end, beside this server. */
  leadsTo?: URL | undefined;
  /** Where the browser goes by itself after the seconds. */
  refresh?: { url: URL; seconds: number } | undefined;
}

/** A whole page, which runs no script and loads no style but this server's own. */
export function documentResponse({ status = 200, title, body, leadsTo, refresh }: Page): ServiceResponse {
  const formAction = ["'self'", leadsTo?.origin].filter((source) => source !== undefined).join(" ");
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...(refresh && { refresh: `${refresh.seconds}; url=${refresh.url.href}` }),
    },
    body: `<!doctype html>\n${shell(title, body)}`,
  };
}

function shell(title: string, body: Markup): Markup {
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${merchant}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pay.css">
<script src="/pay.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`;
}
