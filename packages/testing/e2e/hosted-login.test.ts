import { createHash, randomBytes } from "node:crypto";
import { outputOf } from "#local/platform";
import { call } from "../api";
import { type ArmedPerson, arm, codeFor, confirm, wrongCode } from "../authenticator";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const callback = "http://localhost:5173/admin/callback";

/** What the admin console does in a browser: sign in on Cognito's own page, by authorization code and PKCE. */
describe("the hosted login of the admin console", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const verifier = randomBytes(32).toString("base64url");

  const authorization = (overrides: Record<string, string> = {}) =>
    new URLSearchParams({
      client_id: outputOf(platform.cloud, "ConsoleClientId"),
      response_type: "code",
      redirect_uri: callback,
      scope: "openid email profile",
      state: "where-i-was",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...overrides,
    });

  const visit = (path: string): Promise<Response> => fetch(platform.cloud.urls.aws + path, { redirect: "manual" });

  async function signIn({ email, password }: Pick<Person, "email" | "password">): Promise<Response> {
    const asked = await visit(`/oauth2/authorize?${authorization()}`);
    const page = await visit(asked.headers.get("location") ?? "");
    const [cookie = ""] = (page.headers.get("set-cookie") ?? "").split(";");
    const [, csrf = ""] = /name="csrf" value="([^"]*)"/.exec(await page.text()) ?? [];
    const body = new URLSearchParams({ csrf, username: email, password });
    const url = `${platform.cloud.urls.aws}/login?${authorization()}`;
    return fetch(url, { method: "POST", body, headers: { cookie }, redirect: "manual" });
  }

  /** The page that asks for a code, answered with one. */
  async function showCode({ response, code }: { response: Response; code: string }): Promise<Response> {
    const html = await response.text();
    const [csrf = "", session = ""] = ["csrf", "session"].map(
      (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "",
    );
    const url = `${platform.cloud.urls.aws}/login?${authorization()}`;
    const headers = { cookie: `cognito-csrf=${csrf}` };
    return fetch(url, {
      method: "POST",
      body: new URLSearchParams({ csrf, session, code }),
      headers,
      redirect: "manual",
    });
  }

  async function codeOf(person: Person): Promise<string> {
    const { headers } = await signIn(person);
    return new URL(headers.get("location") ?? "").searchParams.get("code") ?? "";
  }

  const redeem = (code: string, overrides: Record<string, string> = {}): Promise<Response> =>
    fetch(`${platform.cloud.urls.aws}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: outputOf(platform.cloud, "ConsoleClientId"),
        redirect_uri: callback,
        code_verifier: verifier,
        code,
        ...overrides,
      }),
    });

  async function tokensOf(person: Person) {
    const response = await redeem(await codeOf(person));
    expect(response.status).toBe(200);
    // What OAuth's token endpoint answers.
    return (await response.json()) as { access_token: string; id_token: string; refresh_token: string };
  }

  it("leads back to the console with a code", async () => {
    const { status, headers } = await signIn(admin);
    expect(status).toBe(302);
    const location = new URL(headers.get("location") ?? "");
    expect(location.origin + location.pathname).toBe(callback);
    expect(location.searchParams.get("state")).toBe("where-i-was");
    expect(location.searchParams.get("code")).toMatch(/.+/);
  });

  it("gives an access token that the API takes, with the role of the person's row", async () => {
    const { access_token: token } = await tokensOf(admin);
    expect((await call(platform, "GET /api/auth/profile", { token })).body.user).toMatchObject({
      id: admin.id,
      role: "admin",
    });
    expect((await call(platform, "GET /api/orders", { token })).status).toBe(200);
  });

  describe("for somebody with a second factor", () => {
    let armed: ArmedPerson;
    beforeEach(async () => {
      armed = await arm(platform, await newPerson(platform, { role: "admin" }));
    });

    it("asks for its code after the password, and leads back with a token that the API takes", async () => {
      const response = await signIn(armed);
      expect([response.status, response.headers.get("location")]).toEqual([200, null]);
      const shown = await showCode({ response, code: codeFor(platform, armed.secret) });
      const code = new URL(shown.headers.get("location") ?? "").searchParams.get("code") ?? "";
      const tokens = (await (await redeem(code)).json()) as { access_token: string };
      const { status } = await call(platform, "GET /api/orders", { token: tokens.access_token });
      expect([shown.status, status]).toEqual([302, 200]);
    });

    it("stays where it is after a wrong code, and takes the right one then, once", async () => {
      const wrong = await showCode({ response: await signIn(armed), code: wrongCode(platform, armed.secret) });
      expect([wrong.status, wrong.headers.get("location")]).toEqual([400, null]);
      const right = codeFor(platform, armed.secret);
      expect((await showCode({ response: wrong, code: right })).status).toBe(302);
      const again = await showCode({ response: await signIn(armed), code: right });
      expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("already been used")]);
    });
  });

  it("gives a token by which a second factor is set up", async () => {
    const person = await newPerson(platform, { role: "admin" });
    const { access_token: token } = await tokensOf(person);
    const { password } = person;
    const { body } = await call(platform, "POST /api/auth/second-factor", { token, body: { password } });
    const code = codeFor(platform, body.second_factor.secret);
    expect((await confirm(platform, { ...person, token }, code)).status).toBe(200);
  });

  it("makes no admin of a student", async () => {
    const student = await newPerson(platform);
    const { access_token: token } = await tokensOf(student);
    expect(await call(platform, "GET /api/orders", { token })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });

  it("gives an id token, which the API refuses", async () => {
    const { id_token: token } = await tokensOf(admin);
    expect(await call(platform, "GET /api/auth/profile", { token })).toMatchObject({
      status: 401,
      body: { code: "unauthorized" },
    });
  });

  it("doesn't help somebody suspended", async () => {
    const person = await newPerson(platform, { role: "admin" });
    const { setStatus } = await import("#core/user");
    const { access_token: token } = await tokensOf(person);
    await setStatus(person.id, "inactive", new Date());
    expect(await call(platform, "GET /api/auth/profile", { token })).toMatchObject({
      status: 403,
      body: { code: "account_suspended" },
    });
  });

  it("shows the form again for a wrong password, and tells no more", async () => {
    const [wrong, unknown] = await Promise.all([
      signIn({ email: admin.email, password: "wrong-password-1" }),
      signIn({ email: "nobody-there@example.com", password: "wrong-password-1" }),
    ]);
    for (const response of [wrong, unknown]) {
      expect(response.headers.get("location")).toBeNull();
      expect(await response.text()).toContain("Incorrect username or password");
    }
  });

  it("goes nowhere but to the console's own address", async () => {
    for (const elsewhere of ["https://evil.example.com/admin/callback", `${callback}/../x`, "http://localhost:5173/"]) {
      const response = await visit(`/oauth2/authorize?${authorization({ redirect_uri: elsewhere })}`);
      expect(response.status).toBe(400);
      expect(response.headers.get("location")).toBeNull();
    }
  });

  it("gives no token for a code without its verifier, nor twice, nor to the site's client", async () => {
    expect((await redeem(await codeOf(admin), { code_verifier: "somebody-elses" })).status).toBe(400);
    const site = outputOf(platform.cloud, "SiteClientId");
    expect((await redeem(await codeOf(admin), { client_id: site })).status).toBe(400);
    const code = await codeOf(admin);
    expect([(await redeem(code)).status, (await redeem(code)).status]).toEqual([200, 400]);
  });

  it("isn't open to the site's client", async () => {
    const query = authorization({ client_id: outputOf(platform.cloud, "SiteClientId") });
    const response = await visit(`/oauth2/authorize?${query}`);
    expect(response.headers.get("location") ?? "").not.toContain("code=");
    expect(response.status).toBe(400);
  });
});
