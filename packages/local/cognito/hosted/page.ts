import { randomBytes } from "node:crypto";
import type { ServiceResponse } from "#local/service";

export interface PageOptions {
  /** Where the form is posted to. */
  action: string;
  /** People sign in with an e-mail address, not a username. */
  byEmail: boolean;
  csrf: string;
  /** Where a successful sign-in leads; the browser must let the form end there. */
  redirectUri: string;
  username?: string;
  error?: string;
}

export function loginPage(options: PageOptions): ServiceResponse {
  const [label, type] = options.byEmail ? ["Email", "email"] : ["Username", "text"];
  const [focusName, focusPassword] = options.username ? ["", " autofocus"] : [" autofocus", ""];
  const fields = `
    <label for="username">${label}</label>
    <input id="username" name="username" type="${type}" autocomplete="username" required${focusName}
      value="${escapeHtml(options.username ?? "")}">
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required${focusPassword}>`;
  return formPage("Sign in", fields, options);
}

/** Asks for the password that replaces a temporary one; `session` is the challenge's. */
export function newPasswordPage(options: PageOptions, session: string): ServiceResponse {
  const fields = `
    <p>Your password is temporary. Choose a new one to go on.</p>
    <input type="hidden" name="session" value="${escapeHtml(session)}">
    <label for="password">New password</label>
    <input id="password" name="password" type="password" autocomplete="new-password" required autofocus>`;
  return formPage("Choose a password", fields, options);
}

/** Asks for what the authenticator app shows; `session` is the challenge's. */
export function codePage(options: PageOptions, session: string): ServiceResponse {
  const fields = `
    <p>Enter the six digits that your authenticator app shows.</p>
    <input type="hidden" name="session" value="${escapeHtml(session)}">
    <label for="code">Code</label>
    <input id="code" name="code" inputmode="numeric" pattern="[0-9]{6}" autocomplete="one-time-code" required autofocus>`;
  return formPage("Confirm it is you", fields, options);
}

export function errorPage(message: string, status = 400): ServiceResponse {
  return page(status, "Something went wrong", `<p role="alert">${escapeHtml(message)}</p>`, "'none'");
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function formPage(title: string, fields: string, { action, csrf, error, redirectUri }: PageOptions): ServiceResponse {
  const alert = error === undefined ? "" : `<p class="error" role="alert">${escapeHtml(error)}</p>`;
  const content = `${alert}
  <form method="post" action="${escapeHtml(action)}">
    <input type="hidden" name="csrf" value="${escapeHtml(csrf)}">${fields}
    <button>${title === "Choose a password" ? "Save and sign in" : "Sign in"}</button>
  </form>`;
  return page(error === undefined ? 200 : 400, title, content, `'self' ${sourceOf(redirectUri)}`);
}

/** Browsers apply `form-action` to the redirect that follows a form, so the client's origin has to be allowed. */
function sourceOf(uri: string): string {
  const { origin, protocol } = new URL(uri);
  return origin === "null" ? protocol : origin;
}

const style = `
  :root { color-scheme: light dark; --ink: #1b1f24; --paper: #f4f5f7; --card: #fff; --line: #b8bec7; --accent: #2351c4;
    --error: #b3261e }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #14161a; --card: #1e2126; --line: #565d68;
    --accent: #8fb0ff; --error: #ff9c94 } }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; color: var(--ink);
    background: var(--paper); font: 16px/1.5 system-ui, sans-serif }
  main { width: 100%; max-width: 24rem; padding: 2rem; border-radius: 12px; background: var(--card);
    box-shadow: 0 1px 3px #0003 }
  h1 { margin: 0 0 1.25rem; font-size: 1.4rem }
  .brand { margin: 0 0 .25rem; color: var(--accent); font-weight: 600 }
  label { display: block; margin: 1rem 0 .25rem; font-weight: 500 }
  input { width: 100%; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: 8px; color: inherit;
    background: transparent; font: inherit }
  button { width: 100%; margin-top: 1.5rem; padding: .7rem; border: 0; border-radius: 8px; color: var(--card);
    background: var(--accent); font: inherit; font-weight: 600; cursor: pointer }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .error { margin: 0; padding: .6rem .7rem; border: 1px solid var(--error); border-radius: 8px; color: var(--error) }`;

function page(status: number, title: string, content: string, formAction: string): ServiceResponse {
  const nonce = randomBytes(16).toString("base64");
  const body = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · Insta iQ</title>
  <style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
  <p class="brand">Insta iQ</p>
  <h1>${title}</h1>
  ${content}
</main>
</body>
</html>
`;
  return { status, headers: pageHeaders(nonce, formAction), body };
}

function pageHeaders(nonce: string, formAction: string): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${formAction}; ` +
      "frame-ancestors 'none'; base-uri 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
