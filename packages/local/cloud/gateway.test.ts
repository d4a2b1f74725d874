import { change, closeClouds, drop, openCloud, type TestCloud } from "./test-cloud";

afterEach(closeClouds);

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

async function call({ cloud }: TestCloud, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${cloud.urls.api}${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Has the function answer exactly that. */
function reply(test: TestCloud, answer: unknown, init: RequestInit = {}): Promise<Answer> {
  const headers = { "content-type": "application/json", ...init.headers };
  return call(test, "/open/x?do=reply", { method: "POST", body: JSON.stringify(answer), ...init, headers });
}

async function signIn({ cloud }: TestCloud): Promise<{ access: string; identity: string }> {
  const { PoolId = "", ClientId = "" } = cloud.outputs.App ?? {};
  const admin = async (action: string, body: object) => {
    const credential = `AWS4-HMAC-SHA256 Credential=${cloud.rootCredentials.accessKeyId}/20261123/us-east-1/cognito-idp/aws4_request`;
    const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${action}`, authorization: credential };
    const response = await fetch(cloud.urls.aws, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  const user = { UserPoolId: PoolId, Username: "ann@example.com" };
  await admin("AdminCreateUser", { ...user, MessageAction: "SUPPRESS" });
  await admin("AdminSetUserPassword", { ...user, Password: "Correct-horse-1", Permanent: true });
  await admin("AdminAddUserToGroup", { ...user, GroupName: "staff" });
  const tokens = await cloud.standIns.cognito.issueTokens(PoolId, ClientId, "ann@example.com");
  return { access: String(tokens.accessToken), identity: String(tokens.idToken) };
}

describe("the gateway", () => {
  it("passes an event on and its answer back", async () => {
    const test = await openCloud();
    const { status, headers, body } = await call(test, "/items/a%20b?x=1&x=2", {
      headers: { "X-Custom": "1", cookie: "a=1; b=2" },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: "2.0",
      routeKey: "GET /items/{id}",
      rawPath: "/items/a b",
      rawQueryString: "x=1&x=2",
      queryStringParameters: { x: "1,2" },
      pathParameters: { id: "a b" },
      cookies: ["a=1", "b=2"],
      headers: { "x-custom": "1", "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http" },
      requestContext: { http: { method: "GET", sourceIp: "127.0.0.1" }, requestId: headers.get("apigw-requestid") },
      isBase64Encoded: false,
    });
    expect(test.cloud.invocations()[0]?.source).toBe(headers.get("apigw-requestid"));
  });

  it("appends to a forwarded address instead of believing it", async () => {
    const { body } = await call(await openCloud(), "/items/a", { headers: { "x-forwarded-for": "1.2.3.4" } });
    expect(body).toMatchObject({ headers: { "x-forwarded-for": "1.2.3.4, 127.0.0.1" } });
  });

  it("sends the function's status, headers, cookies and bytes", async () => {
    const answer = {
      statusCode: 201,
      headers: { "content-type": "image/png", "x-a": "1" },
      cookies: ["a=1; HttpOnly", "b=2"],
      body: "AAEC",
      isBase64Encoded: true,
    };
    const test = await openCloud();
    const response = await fetch(`${test.cloud.urls.api}/open/x?do=reply`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(answer),
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 1, 2]));
  });

  it("answers 404 where there is no route", async () => {
    const { status, body } = await call(await openCloud(), "/nowhere");
    expect([status, body]).toEqual([404, { message: "Not Found" }]);
  });

  it("decodes the path before it looks for a route", async () => {
    const { status } = await call(await openCloud(), "/items/a%2Fb");
    expect(status).toBe(404);
  });

  it.each(["throw", "exit", "hang"])("answers 500 when the function fails: %s", async (what) => {
    const test = await openCloud({ mutate: change("ApiFunction", { Timeout: 1 }) });
    const { status, body } = await call(test, `/open/x?do=${what}`);
    expect([status, body]).toEqual([500, { message: "Internal Server Error" }]);
  });

  it("answers 500 to a malformed answer", async () => {
    expect((await reply(await openCloud(), { statusCode: "ok" })).status).toBe(500);
  });

  it("answers 500 when the function doesn't let it in", async () => {
    expect((await call(await openCloud({ mutate: drop("ApiPermission") }), "/items/a")).status).toBe(500);
  });

  it("answers 503 when the integration takes too long", async () => {
    const test = await openCloud({ mutate: change("Integration", { TimeoutInMillis: 100 }) });
    const { status, body } = await call(test, "/open/x?do=hang");
    expect([status, body]).toEqual([503, { message: "Service Unavailable" }]);
  });

  it("answers 413 to more than 10 MB", async () => {
    const init = { method: "POST", body: Buffer.alloc(10 * 1024 * 1024 + 1) };
    const { status, body } = await call(await openCloud(), "/open/x", init);
    expect([status, body]).toEqual([413, { message: "Request Entity Too Large" }]);
  });

  it("answers 429 beyond the stage's limits", async () => {
    const settings = { DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.01 } };
    const test = await openCloud({ mutate: change("Stage", settings) });
    const answers = [await call(test, "/items/a"), await call(test, "/items/a"), await call(test, "/items/a")];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.body).toEqual({ message: "Too Many Requests" });
  });

  it("serves a named stage below its name", async () => {
    const test = await openCloud({ mutate: change("Stage", { StageName: "v1" }) });
    expect((await call(test, "/items/a")).status).toBe(404);
    expect((await call(test, "/v1/items/a")).body).toMatchObject({ rawPath: "/v1/items/a" });
  });
});

describe("the gateway's CORS", () => {
  const origin = "https://app.example";

  it("answers a preflight itself", async () => {
    const headers = { origin, "access-control-request-method": "GET" };
    const answer = await call(await openCloud(), "/items/a", { method: "OPTIONS", headers });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,POST",
      "access-control-max-age": "600",
    });
  });

  it("replaces what the function says about it", async () => {
    const answer = { statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" }, body: "" };
    const test = await openCloud();
    const allowed = await reply(test, answer, { headers: { origin } });
    const other = await reply(test, answer, { headers: { origin: "https://evil.example" } });
    expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("the gateway's authorizer", () => {
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it("lets a valid token through and tells its claims as strings", async () => {
    const test = await openCloud();
    const { access } = await signIn(test);
    const { status, body } = await call(test, "/items/mine", bearer(access));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            claims: { "cognito:groups": "[staff]", token_use: "access", exp: expect.stringMatching(/^\d+$/) },
            scopes: null,
          },
        },
      },
    });
  });

  it("lets an id token through as well, as AWS does", async () => {
    const test = await openCloud();
    expect((await call(test, "/items/mine", bearer((await signIn(test)).identity))).status).toBe(200);
  });

  it("answers 401 without a token, with a broken one and with an expired one", async () => {
    let offset = 0;
    const test = await openCloud({ timeOffset: () => offset });
    const { access } = await signIn(test);
    const challenge = async (init: RequestInit) => {
      const { status, body, headers } = await call(test, "/items/mine", init);
      expect([status, body]).toEqual([401, { message: "Unauthorized" }]);
      return headers.get("www-authenticate");
    };
    expect(await challenge({})).toBe("Bearer");
    expect(await challenge(bearer(`${access.slice(0, -8)}AAAAAAAA`))).toContain('error="invalid_token"');
    offset = 48 * 3_600_000;
    expect(await challenge(bearer(access))).toBe(
      'Bearer scope="" error="invalid_token" error_description="the token has expired"',
    );
  });

  it("answers 403 when no wanted scope is granted", async () => {
    const test = await openCloud({ mutate: change("MineRoute", { AuthorizationScopes: ["courses/write"] }) });
    const { status, body } = await call(test, "/items/mine", bearer((await signIn(test)).access));
    expect([status, body]).toEqual([403, { message: "Forbidden" }]);
  });

  it("never looks at the token of an open route", async () => {
    expect((await call(await openCloud(), "/items/other", bearer("nonsense"))).status).toBe(200);
  });
});
