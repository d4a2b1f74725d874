import type { FaultyCall } from "#local/cloud/faults";
import { call, type Reply } from "../api";
import { functionNamed } from "../elsewhere";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const site = "http://localhost:5173";
const foreign = "https://evil.example.com";

describe("on the wire", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const preflight = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    call(platform, `OPTIONS ${path}`, {
      headers: { origin: site, "access-control-request-method": "POST", ...headers },
    });

  /** One answer of each kind, by whatever way it came to be. */
  async function everyKind(origin = site): Promise<Record<string, Reply>> {
    const { token } = await newPerson(platform);
    const headers = { origin };
    const list = await call(platform, "GET /api/courses", { headers });
    const etag = list.headers.get("etag") ?? "";
    const get = (path: string, more = {}) => call(platform, `GET ${path}`, { headers: { ...headers, ...more } });
    return {
      "200": list,
      "201": await call(platform, "POST /api/auth/register", {
        headers,
        body: { name: "Asha", email: `${crypto.randomUUID()}@example.com`, password: "password123" },
      }),
      "304": await get("/api/courses", { "if-none-match": etag }),
      "400": await call(platform, "POST /api/auth/login", { headers, body: {} }),
      "401": await call(platform, "POST /api/auth/refresh-token", { headers, body: { refreshToken: "x" } }),
      "403": await call(platform, "POST /api/courses", { headers, token, body: { title: "Mine", price: 0 } }),
      "404": await get("/api/courses/no-such-course"),
      "404 beside every route": await get("/api/nothing/here"),
      "415": await call(platform, "POST /api/auth/login", {
        headers: { ...headers, "content-type": "text/plain" },
        raw: "{}",
      }),
      "503": await failing(() => get("/api/courses/some-course")),
    };
  }

  /** While the table doesn't answer the courses' function. */
  async function failing(act: () => Promise<Reply>): Promise<Reply> {
    const name = functionNamed(platform, "courses");
    const refusal = (made: FaultyCall) =>
      made.functionName?.includes(name) && made.service === "dynamodb" ? ({ before: "http500" } as const) : undefined;
    const stop = platform.cloud.faults.inject(refusal);
    try {
      return await act();
    } finally {
      stop();
    }
  }

  const security = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  };

  it("every kind of answer carries the security headers, a request id and whether it may be kept", async () => {
    for (const [kind, { status, headers }] of Object.entries(await everyKind())) {
      const shown = Object.fromEntries(headers);
      expect([kind, shown]).toEqual([kind, expect.objectContaining(security)]);
      expect([kind, shown["apigw-requestid"]]).toEqual([kind, expect.stringMatching(/.{8,}/)]);
      const kept = status === 200 || status === 304 ? "public, max-age=30" : "no-store";
      expect([kind, shown["cache-control"]]).toEqual([kind, kept]);
    }
  });

  it("the kinds are what they are called", async () => {
    for (const [kind, { status }] of Object.entries(await everyKind())) {
      expect([kind, status]).toEqual([kind, Number.parseInt(kind, 10)]);
    }
  });

  describe("a site on the allow-list", () => {
    it("may ask what it may", async () => {
      const { status, headers } = await preflight("/api/orders/create-payment");
      expect(status).toBe(204);
      expect(headers.get("access-control-allow-origin")).toBe(site);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("vary")).toBe("Origin");
      const listed = (name: string) => new Set(headers.get(name)?.split(","));
      expect(listed("access-control-allow-methods")).toEqual(new Set(["GET", "POST", "PUT", "DELETE"]));
      const asked = ["authorization", "content-type", "idempotency-key", "if-none-match", "x-correlation-id"];
      expect(listed("access-control-allow-headers")).toEqual(new Set(asked));
    });

    it("may read every answer, with credentials and the headers it needs", async () => {
      for (const [kind, { headers }] of Object.entries(await everyKind())) {
        expect([kind, headers.get("access-control-allow-origin")]).toEqual([kind, site]);
        expect([kind, headers.get("access-control-allow-credentials")]).toEqual([kind, "true"]);
        for (const name of ["etag", "retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"])
          expect(headers.get("access-control-expose-headers")?.split(",")).toContain(name);
      }
    });

    it("may read what the gateway refuses", async () => {
      const { status, headers } = await call(platform, "GET /api/auth/profile", { headers: { origin: site } });
      expect(status).toBe(401);
      expect(headers.get("access-control-allow-origin")).toBe(site);
    });
  });

  describe("any other site", () => {
    it.each([foreign, "null", "http://localhost:5174", `${site}.evil.example.com`, "https://localhost:5173"])(
      "(%s) may nothing",
      async (origin) => {
        const answers = [await preflight("/api/courses", { origin }), ...Object.values(await everyKind(origin))];
        for (const { headers } of answers)
          expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      },
    );
  });

  it("a call without an origin gets no CORS headers", async () => {
    const { headers } = await call(platform, "GET /api/courses");
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  describe("what no route matches", () => {
    it.each([
      ["GET /api/nothing", "an unknown path"],
      ["GET /", "the root"],
      ["GET /api", "the base path"],
      ["GET /api/courses/", "a trailing slash"],
      ["GET //api/courses", "a doubled slash"],
      ["DELETE /api/courses", "a method that the path doesn't have"],
      ["PATCH /api/courses/some-course", "a method that no path has"],
      ["GET /api/auth/login", "reading what is to be posted"],
      ["GET /api/Courses", "another case"],
    ])("is refused in the API's own words: %s, %s", async (route) => {
      const reply = await call(platform, route);
      expect(reply.status).toBe(404);
      expect(reply.headers.get("content-type")).toBe("application/problem+json");
      expect(reply.body).toMatchObject({ status: 404, code: "not_found", instance: route.split(" ")[1] });
    });

    it("gets no body when only its head was asked for", async () => {
      const reply = await call(platform, "HEAD /api/courses");
      expect([reply.status, reply.body]).toEqual([404, ""]);
    });
  });

  describe("a problem", () => {
    it("is told as RFC 9457 has it, with the request's id", async () => {
      const { headers, body } = await call(platform, "GET /api/courses/no-such-course");
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(body).toEqual({
        type: "https://instaiq.com/problems/course_not_found",
        title: "There is no such course",
        status: 404,
        detail: "There is no such course",
        instance: "/api/courses/no-such-course",
        message: "There is no such course",
        code: "course_not_found",
        requestId: headers.get("apigw-requestid"),
      });
    });

    it("lists its faults, path and message each", async () => {
      const { body } = await call(platform, "GET /api/courses?limit=0&level=expert&colour=red");
      expect(body).toMatchObject({ status: 400, code: "invalid_input" });
      const paths = body.errors.map(({ path }: { path: string }) => path).sort();
      expect(paths).toEqual(["query.colour", "query.level", "query.limit"]);
      for (const fault of body.errors) expect(fault).toEqual({ path: expect.any(String), message: expect.any(String) });
    });

    it("of ours tells nothing of its cause, and when to come again", async () => {
      const { status, headers, body } = await failing(() => call(platform, "GET /api/courses/some-course"));
      expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
      expect(Object.keys(body).sort()).toEqual(
        ["code", "detail", "instance", "message", "requestId", "status", "title", "type"].sort(),
      );
      expect(body.detail).toBe("The service is briefly unavailable");
    });

    it("is in the log under the same request id, its cause included", async () => {
      const { body } = await failing(() => call(platform, "GET /api/courses/some-course"));
      const line = platform.lines.find((one) => one.includes(body.requestId)) ?? "{}";
      expect(JSON.parse(line)).toMatchObject({
        level: "ERROR",
        status: 503,
        code: "unavailable",
        route: "GET /api/courses/{slug}",
        error: expect.anything(),
      });
    });
  });

  it("the gateway refuses a missing or bad token by itself, before any function runs", async () => {
    const before = platform.cloud.invocations().length;
    const [missing, bad] = [
      await call(platform, "GET /api/auth/profile"),
      await call(platform, "GET /api/auth/profile", { token: "garbage" }),
    ];
    for (const { status, headers, body } of [missing, bad]) {
      expect([status, body]).toEqual([401, { message: "Unauthorized" }]);
      expect(headers.get("content-type")).toBe("application/json");
      expect(headers.get("apigw-requestid")).toMatch(/.{8,}/);
    }
    expect(missing.headers.get("www-authenticate")).toBe("Bearer");
    expect(bad.headers.get("www-authenticate")).toMatch(/error="invalid_token"/);
    expect(platform.cloud.invocations()).toHaveLength(before);
  });

  it.each(["/api/health", "/health"])("%s answers without a table", async (path) => {
    const { status, headers, body } = await call(platform, `GET ${path}`);
    expect(status).toBe(200);
    expect(body).toEqual({ status: "ok", version: expect.stringMatching(/^\d+\.\d+\.\d+/), time: expect.any(String) });
    expect(Math.abs(Date.parse(body.time) - Date.now())).toBeLessThan(60_000);
    expect(headers.get("cache-control")).toBe("no-store");
  });
});
