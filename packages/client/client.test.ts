import { createClient } from "./client";
import { emptyPage, type FakeApi, problem, type Reply, startApi } from "./fixture/api";
import * as auth from "./generated/auth";
import * as courses from "./generated/courses";
import * as meta from "./generated/meta";
import * as orders from "./generated/orders";
import { memoryTokens } from "./session";

let api: FakeApi;

/** A client of an API that answers so; signed in where there are tokens. */
async function clientOf(answer: Parameters<typeof startApi>[0], token?: string) {
  api = await startApi(answer);
  const tokens = memoryTokens();
  if (token) await tokens.write({ token, refreshToken: "refresh-1" });
  return createClient({ baseUrl: api.baseUrl, tokens, timeout: 5000 });
}

/** A failure that passes at once. */
const now = { status: 503, headers: { "retry-after": "0" }, json: { message: "Service Unavailable" } };

afterEach(() => api.stop());

describe("a call", () => {
  test("goes to its path with its query, leaving out what isn't given", async () => {
    const client = await clientOf(() => ({ json: emptyPage }));
    const answer = await courses.list(client, { query: { level: "beginner", limit: 20, cursor: undefined } });
    expect(answer).toEqual(emptyPage);
    expect(api.arrived[0]).toMatchObject({ method: "GET", url: "/api/courses?level=beginner&limit=20" });
  });

  test("escapes what stands in its path and query", async () => {
    const client = await clientOf(() => ({ json: { course: {} } }));
    await courses.bySlug(client, { params: { slug: "a/b?c" } });
    await courses.list(client, { query: { cursor: "x&y=z" } });
    expect(api.arrived.map(({ url }) => url)).toEqual(["/api/courses/a%2Fb%3Fc", "/api/courses?cursor=x%26y%3Dz"]);
  });

  test("sends its body as JSON", async () => {
    const client = await clientOf(() => ({ json: { message: "ok" } }));
    await auth.forgotPassword(client, { body: { email: "asha@example.com" } });
    expect(api.arrived[0]).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: { email: "asha@example.com" },
    });
  });

  test("carries the access token where the endpoint wants one, and nowhere else", async () => {
    const client = await clientOf(() => ({ json: emptyPage }), "access-1");
    await courses.enrolled(client);
    await courses.list(client);
    expect(api.arrived.map(({ headers }) => headers.authorization)).toEqual(["Bearer access-1", undefined]);
  });

  test("that answers raw content hands the response over", async () => {
    const client = await clientOf(() => ({ headers: { "content-type": "text/html" }, text: "<html>" }));
    const response = await meta.docs(client);
    expect(await response.text()).toBe("<html>");
  });

  test("works below a path, and with a slash behind it", async () => {
    api = await startApi(() => ({ json: emptyPage }));
    await courses.list(createClient({ baseUrl: `${api.baseUrl}/stage/` }));
    expect(api.arrived[0]?.url).toBe("/stage/api/courses");
  });
});

describe("a repeat", () => {
  test("of a GET follows 503, 429 and a broken connection", async () => {
    const replies: Reply[] = [now, { ...now, status: 429 }, { json: emptyPage }];
    const client = await clientOf((_, count) => replies[count - 1] ?? "hang");
    await courses.list(client);
    expect(api.arrived).toHaveLength(3);
  });

  test("ends after two, with the last failure", async () => {
    const client = await clientOf(() => now);
    await expect(courses.list(client)).rejects.toMatchObject({ status: 503, code: "unavailable" });
    expect(api.arrived).toHaveLength(3);
  });

  test("follows a broken connection", async () => {
    const client = await clientOf((_, count) => (count === 1 ? "break" : { json: emptyPage }));
    await expect(courses.list(client)).resolves.toEqual(emptyPage);
  });

  test("is not made where the wait is longer than anybody would", async () => {
    const client = await clientOf(() => ({ ...now, headers: { "retry-after": "900" } }));
    await expect(courses.list(client)).rejects.toMatchObject({ retryAfter: 900 });
    expect(api.arrived).toHaveLength(1);
  });

  test("of a POST that isn't idempotent is not made", async () => {
    const client = await clientOf(() => now);
    await expect(auth.forgotPassword(client, { body: { email: "asha@example.com" } })).rejects.toMatchObject({
      status: 503,
    });
    expect(api.arrived).toHaveLength(1);
  });

  test("of an idempotent POST carries the same key, made for each call", async () => {
    const client = await clientOf((_, count) => (count % 2 === 1 ? now : { status: 201, json: {} }), "access-1");
    await orders.createPayment(client, { body: { course_id: "crs_1" } });
    await orders.createPayment(client, { body: { course_id: "crs_1" } });
    const keys = api.arrived.map(({ headers }) => headers["idempotency-key"]);
    expect([keys[0], keys[2]]).toEqual([keys[1], keys[3]]);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("waits while the same call is still being worked on", async () => {
    const busy = { ...now, status: 409, json: { code: "request_in_progress" } };
    const client = await clientOf((_, count) => (count === 1 ? busy : { status: 201, json: {} }), "access-1");
    await orders.createPayment(client, { body: { course_id: "crs_1" } }, { idempotencyKey: "mine" });
    expect(api.arrived.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", "mine"]);
  });
});

describe("an end", () => {
  test("by the signal throws its reason", async () => {
    const stop = new AbortController();
    const client = await clientOf(() => {
      stop.abort(new Error("left the page"));
      return "hang";
    });
    await expect(courses.list(client, {}, { signal: stop.signal })).rejects.toThrow("left the page");
  });

  test("by the signal cuts a pause short", async () => {
    const stop = new AbortController();
    const client = await clientOf(() => {
      setTimeout(() => stop.abort(new Error("left the page")), 20);
      return { ...now, headers: { "retry-after": "15" } };
    });
    await expect(courses.list(client, {}, { signal: stop.signal })).rejects.toThrow("left the page");
    expect(api.arrived).toHaveLength(1);
  });

  test("by the clock is a NetworkError", async () => {
    const client = await clientOf(() => "hang");
    const late = auth.forgotPassword(client, { body: { email: "asha@example.com" } }, { timeout: 30 });
    await expect(late).rejects.toMatchObject({ name: "NetworkError", reason: "timeout" });
  });
});

describe("a refusal", () => {
  test("is an ApiError with all that the problem tells", async () => {
    const errors = [{ path: "body.email", message: "must be an e-mail address" }];
    const client = await clientOf(() => problem(400, "invalid_input", { errors }));
    await expect(auth.forgotPassword(client, { body: { email: "?" } })).rejects.toMatchObject({
      name: "ApiError",
      status: 400,
      code: "invalid_input",
      detail: "It is invalid_input",
      message: "It is invalid_input",
      requestId: "req-1",
      errors,
    });
  });

  test("of the gateway itself has a code too", async () => {
    const client = await clientOf(() => ({
      status: 401,
      headers: { "apigw-requestid": "gw-1" },
      json: { message: "Unauthorized" },
    }));
    await expect(auth.profile(client)).rejects.toMatchObject({
      status: 401,
      code: "unauthorized",
      detail: "Unauthorized",
      requestId: "gw-1",
    });
  });

  test.each([
    ["a code of a later day", problem(409, "too_wonderful")],
    ["a page of a proxy", { status: 418, headers: { "content-type": "text/html" }, text: "<h1>" }],
  ])("with %s is unknown", async (_, reply) => {
    const client = await clientOf(() => reply);
    await expect(courses.list(client)).rejects.toMatchObject({ code: "unknown", errors: [] });
  });

  test("is what a success without JSON counts as", async () => {
    const client = await clientOf(() => ({
      headers: { "content-type": "text/html" },
      text: "<h1>Sign in to the Wi-Fi",
    }));
    await expect(courses.list(client)).rejects.toMatchObject({ name: "ApiError", status: 200, code: "unknown" });
  });

  test("by nobody at all is a NetworkError", async () => {
    const client = await clientOf(() => "hang");
    const gone = createClient({ baseUrl: "http://127.0.0.1:1", retries: 0 });
    await expect(courses.list(gone)).rejects.toMatchObject({ name: "NetworkError", reason: "unreachable" });
    expect(client.tokens.read()).toBeUndefined();
  });
});
