import type { RawAnswer } from "#contract/endpoint";
import { type OptionalMail, optionalMails } from "#contract/mailing";

// Pages that work without the site and without a script: whoever wants no more mail should need nothing else.

/** Its own style, and a form to this very address. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const style = `
  :root { color-scheme: light dark; --page: #f2f3f8; --card: #fff; --ink: #171a2c; --muted: #5a6079; --accent: #4038c7; --on: #fff; }
  @media (prefers-color-scheme: dark) {
    :root { --page: #0d0f17; --card: #171a26; --ink: #eceef7; --muted: #a4abc3; --accent: #a5a2ff; --on: #12131f; }
  }
  body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--ink); font: 400 16px/1.6 system-ui, sans-serif; }
  main { max-width: 480px; margin: 8vh auto 0; padding: 32px; background: var(--card); border-radius: 14px; }
  h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; }
  p { margin: 0 0 20px; color: var(--muted); }
  button { padding: 14px 26px; border: 0; border-radius: 8px; background: var(--accent); color: var(--on); font: inherit; font-weight: 600; cursor: pointer; }
  button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
`;

/** The words are ours alone: nothing of a request stands in them. */
const page = (title: string, body: string): RawAnswer => ({
  contentType: "text/html; charset=utf-8",
  content: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`,
  headers: { "content-security-policy": policy },
});

/** Asks; the form goes to the address that it was read from. */
export const askingPage = (kind: OptionalMail): RawAnswer =>
  page(
    "No more of these mails?",
    `<p>${optionalMails[kind]} come by mail. Press the button, and they don’t any more.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form>`,
  );

export const donePage = (kind: OptionalMail): RawAnswer =>
  page(
    "You are unsubscribed",
    `<p>${optionalMails[kind]} won’t come by mail any more. You can change that in your account at any time.</p>`,
  );
