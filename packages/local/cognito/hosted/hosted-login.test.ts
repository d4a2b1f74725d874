import { createHash, randomBytes } from "node:crypto";
import { AdminDisableUserCommand, AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import {
  addUser,
  callbackUrl,
  clientId,
  type LocalCognito,
  logoutUrl,
  password,
  poolId,
  startCognito,
} from "../fixture/local-cognito";

const email = "ada@example.com";
const verifier = randomBytes(32).toString("base64url");
const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
let local: LocalCognito;
afterEach(() => local.close());

async function start(client?: Record<string, unknown>) {
  local = await startCognito({ client });
  await addUser(local, email);
}

function authorizeQuery(overrides: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: callbackUrl,
    scope: "openid email",
    state: "a state & more",
    nonce: "once",
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
    ...overrides,
  });
}

function get(path: string, cookie = "") {
  return fetch(local.url + path, { redirect: "manual", headers: { cookie } });
}

function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(local.url + path, { method: "POST", redirect: "manual", body: new URLSearchParams(form), headers });
}

/** Opens the login page as a browser does; returns its cookie and the token in its form. */
async function openForm(query = authorizeQuery()) {
  const response = await get(`/login?${query}`);
  const html = await response.text();
  return { cookie: firstCookie(response), csrf: hidden(html, "csrf"), html, response };
}

async function submit(fields: Record<string, string> = {}, query = authorizeQuery()) {
  const { cookie, csrf } = await openForm(query);
  return post(`/login?${query}`, { csrf, username: email, password, ...fields }, { cookie });
}

function firstCookie(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

function hidden(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
}

async function codeFor(query = authorizeQuery()): Promise<string> {
  const response = await submit({}, query);
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

interface TokenAnswer {
  id_token: string;
  access_token: string;
  refresh_token: string;
}

async function tokensOf(response: Response): Promise<TokenAnswer> {
  expect(response.status).toBe(200);
  // Every field is text once the status is 200.
  return (await response.json()) as TokenAnswer;
}

function redeem(code: string, overrides: Record<string, string> = {}) {
  return post("/oauth2/token", {
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: callbackUrl,
    code_verifier: verifier,
    code,
    ...overrides,
  });
}

describe("the code flow with PKCE", () => {
  test("leads from the authorize endpoint over the login page to tokens", async () => {
    await start();
    const authorize = await get(`/oauth2/authorize?${authorizeQuery()}`);
    expect(authorize.headers.get("location")).toBe(`/login?${authorizeQuery()}`);
    const location = new URL((await submit()).headers.get("location") ?? "");
    expect(location.origin + location.pathname).toBe(callbackUrl);
    expect(location.searchParams.get("state")).toBe("a state & more");
    const tokens = await tokensOf(await redeem(location.searchParams.get("code") ?? ""));
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 900, refresh_token: expect.any(String) });
    const keys = createRemoteJWKSet(new URL(`${local.url}/${poolId}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(tokens.id_token, keys, { currentDate: new Date(local.time.now) });
    expect(payload).toMatchObject({ aud: clientId, email, nonce: "once" });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ token_use: "access", scope: "openid email" });
  });

  test("refuses a wrong or missing verifier, and the code is then used up", async () => {
    await start();
    for (const code_verifier of ["wrong".repeat(10), ""]) {
      const code = await codeFor();
      const refused = await redeem(code, { code_verifier });
      expect([refused.status, await refused.json()]).toEqual([400, { error: "invalid_grant" }]);
      expect((await redeem(code)).status).toBe(400);
    }
  });

  test("redeems a code once", async () => {
    await start();
    const code = await codeFor();
    expect((await redeem(code)).status).toBe(200);
    const again = await redeem(code);
    expect([again.status, await again.json()]).toEqual([400, { error: "invalid_grant" }]);
  });

  test("redeems a code for five minutes", async () => {
    await start();
    const code = await codeFor();
    local.time.now += 5 * 60_000;
    expect((await redeem(code)).status).toBe(400);
  });

  test("redeems a code only at the redirect address that it was issued for", async () => {
    await start();
    expect((await redeem(await codeFor(), { redirect_uri: "http://localhost:4000/other" })).status).toBe(400);
  });

  test("gives no tokens to a user disabled meanwhile", async () => {
    await start();
    const code = await codeFor();
    await local.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: email }));
    expect(await (await redeem(code)).json()).toEqual({ error: "invalid_grant" });
  });

  test("refreshes and revokes", async () => {
    await start();
    const { refresh_token } = await tokensOf(await redeem(await codeFor()));
    const refresh = () => post("/oauth2/token", { grant_type: "refresh_token", client_id: clientId, refresh_token });
    expect(await (await refresh()).json()).toMatchObject({ access_token: expect.any(String) });
    expect((await post("/oauth2/revoke", { token: refresh_token, client_id: clientId })).status).toBe(200);
    expect(await (await refresh()).json()).toEqual({ error: "invalid_grant" });
  });

  test("needs the secret of a client that has one", async () => {
    await start({ GenerateSecret: true });
    const refused = await redeem(await codeFor());
    expect(await refused.json()).toEqual({ error: "invalid_client" });
    const basic = Buffer.from(`${clientId}:${local.cognito.clientSecret(clientId)}`).toString("base64");
    const form = { grant_type: "authorization_code", redirect_uri: callbackUrl, code_verifier: verifier };
    const headers = { authorization: `Basic ${basic}` };
    const response = await post("/oauth2/token", { ...form, code: await codeFor() }, headers);
    expect(response.status).toBe(200);
  });

  test("allows a browser's call from another origin", async () => {
    await start();
    const preflight = await fetch(`${local.url}/oauth2/token`, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });
});

describe("an authorization request", () => {
  test.each([
    ["an unregistered redirect address", { redirect_uri: "https://evil.example/callback" }],
    ["a longer redirect address", { redirect_uri: `${callbackUrl}/more` }],
    ["an unknown client", { client_id: "unknown" }],
  ])("with %s is answered by a page and sends the browser nowhere", async (_, overrides) => {
    await start();
    for (const path of ["/oauth2/authorize", "/login"]) {
      const response = await get(`${path}?${authorizeQuery(overrides)}`);
      expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    }
    const submitted = await submit({}, authorizeQuery(overrides));
    expect([submitted.status, submitted.headers.get("location")]).toEqual([400, null]);
  });

  test.each([
    [{ scope: "openid admin" }, "invalid_request"],
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
  ])("with %j is reported to the client", async (overrides, error) => {
    await start();
    const response = await get(`/oauth2/authorize?${authorizeQuery(overrides)}`);
    const location = new URL(response.headers.get("location") ?? "");
    expect(location.origin + location.pathname).toBe(callbackUrl);
    expect(location.searchParams.get("error")).toBe(error);
    expect(location.searchParams.get("state")).toBe("a state & more");
  });

  test("needs a client with the code flow", async () => {
    await start({ AllowedOAuthFlowsUserPoolClient: false });
    const response = await get(`/oauth2/authorize?${authorizeQuery()}`);
    expect(response.headers.get("location")).toContain("error=unauthorized_client");
  });
});

describe("the login page", () => {
  test("says why it refuses, and keeps the name", async () => {
    await start();
    const response = await submit({ password: "Wrong-horse77" });
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain("Incorrect username or password.");
    expect(html).toContain(`value="${email}"`);
  });

  test("escapes what it shows", async () => {
    await start();
    const response = await submit({ username: '"><script>alert(1)</script>' });
    expect(await response.text()).not.toContain("<script>");
    const { html } = await openForm(authorizeQuery({ state: '"><script>alert(1)</script>' }));
    expect(html).not.toContain("<script>");
  });

  test("forbids framing and foreign code", async () => {
    await start();
    const { response } = await openForm();
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:4000");
  });

  test("refuses a form that another site made", async () => {
    await start();
    const { cookie, csrf } = await openForm();
    const form = { username: email, password };
    expect((await post(`/login?${authorizeQuery()}`, { ...form, csrf })).status).toBe(403);
    expect((await post(`/login?${authorizeQuery()}`, { ...form, csrf: "x" }, { cookie })).status).toBe(403);
    expect((await post(`/login?${authorizeQuery()}`, form, { cookie })).status).toBe(403);
  });

  test("lets a user with a temporary password choose one", async () => {
    await start();
    const set = { UserPoolId: poolId, Username: email, Password: "Temporary-1pass", Permanent: false };
    await local.sdk.send(new AdminSetUserPasswordCommand(set));
    const { cookie, csrf } = await openForm();
    const path = `/login?${authorizeQuery()}`;
    const challenge = await post(path, { csrf, username: email, password: "Temporary-1pass" }, { cookie });
    const session = hidden(await challenge.text(), "session");
    const weak = await post(path, { csrf, session, password: "weak" }, { cookie });
    expect(await weak.text()).toContain("Password not long enough");
    const done = await post(path, { csrf, session, password: "Chosen-pass-88" }, { cookie });
    expect(done.headers.get("location")).toContain(`${callbackUrl}?code=`);
  });

  test("is skipped for an hour after signing in, until logout", async () => {
    await start();
    const cookie = firstCookie(await submit());
    const path = `/oauth2/authorize?${authorizeQuery()}`;
    expect((await get(path, cookie)).headers.get("location")).toContain(`${callbackUrl}?code=`);
    const logout = await get(`/logout?client_id=${clientId}&logout_uri=${encodeURIComponent(logoutUrl)}`, cookie);
    expect(logout.headers.get("location")).toBe(logoutUrl);
    expect((await get(path, cookie)).headers.get("location")).toContain("/login?");
  });

  test("comes back after the hour", async () => {
    await start();
    const cookie = firstCookie(await submit());
    local.time.now += 3_600_000;
    expect((await get(`/oauth2/authorize?${authorizeQuery()}`, cookie)).headers.get("location")).toContain("/login?");
  });
});

test("logout sends the browser to registered addresses only", async () => {
  await start();
  const response = await get(`/logout?client_id=${clientId}&logout_uri=${encodeURIComponent("https://evil.example")}`);
  expect([response.status, response.headers.get("location")]).toEqual([400, null]);
});

test.each(["/.well-known/openid-configuration", `/${poolId}/.well-known/openid-configuration`])(
  "%s names the pool's issuer and local endpoints",
  async (path) => {
    await start();
    expect(await (await get(path)).json()).toMatchObject({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
      token_endpoint: `${local.url}/oauth2/token`,
      jwks_uri: `${local.url}/${poolId}/.well-known/jwks.json`,
    });
  },
);

test("other paths are not the hosted login's", async () => {
  await start();
  const request = { method: "POST", path: "/", query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  expect(await local.cognito.hostedLogin(request)).toBeUndefined();
});
