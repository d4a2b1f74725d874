import { createClient } from "./client";
import { type Arrived, emptyPage, type FakeApi, problem, type Reply, startApi } from "./fixture/api";
import * as auth from "./generated/auth";
import * as courses from "./generated/courses";
import { memoryTokens } from "./session";

let api: FakeApi;

afterEach(() => api.stop());

const stale = { token: "access-1", refreshToken: "refresh-1" };
const fresh = { token: "access-2", refreshToken: "refresh-2" };

/** Takes access-2 for valid, and everything else for run out. */
const guarded =
  (renewal: () => Reply | Promise<Reply>) =>
  ({ url, headers }: Arrived): Reply | Promise<Reply> => {
    if (url === "/api/auth/refresh-token") return renewal();
    return headers.authorization === "Bearer access-2"
      ? { json: emptyPage }
      : { status: 401, json: { message: "Unauthorized" } };
  };

async function signedIn(answer: Parameters<typeof startApi>[0]) {
  api = await startApi(answer);
  const tokens = memoryTokens();
  await tokens.write(stale);
  const onSignedOut = jest.fn();
  return { client: createClient({ baseUrl: api.baseUrl, tokens, onSignedOut }), tokens, onSignedOut };
}

const renewals = () => api.arrived.filter(({ url }) => url === "/api/auth/refresh-token");

describe("a token that has run out", () => {
  test("is renewed, and the call made again", async () => {
    const { client, tokens } = await signedIn(guarded(() => ({ json: fresh })));
    await expect(courses.enrolled(client)).resolves.toEqual(emptyPage);
    expect(renewals().map(({ body, headers }) => [body, headers.authorization])).toEqual([
      [{ refreshToken: "refresh-1" }, undefined],
    ]);
    expect(tokens.read()).toEqual(fresh);
  });

  test("is renewed once for ten calls at the same time", async () => {
    const { client } = await signedIn(guarded(() => ({ json: fresh })));
    const calls = Array.from({ length: 10 }, () => courses.enrolled(client));
    await expect(Promise.all(calls)).resolves.toHaveLength(10);
    expect(renewals()).toHaveLength(1);
  });

  test("is not renewed again for a call that finds out late", async () => {
    let late: (() => void) | undefined;
    const { client } = await signedIn(async (request) => {
      if (request.url.endsWith("limit=1") && request.headers.authorization === "Bearer access-1")
        await new Promise<void>((resolve) => {
          late = resolve;
        });
      return guarded(() => ({ json: fresh }))(request);
    });
    const slow = courses.enrolled(client, { query: { limit: 1 } });
    await courses.enrolled(client);
    late?.();
    await expect(slow).resolves.toEqual(emptyPage);
    expect(renewals()).toHaveLength(1);
  });
});

describe("a refresh token that is refused", () => {
  test("ends the session, once, and fails every call", async () => {
    const { client, tokens, onSignedOut } = await signedIn(guarded(() => problem(401, "invalid_refresh_token")));
    const calls = await Promise.allSettled(Array.from({ length: 10 }, () => courses.enrolled(client)));
    const codes = calls.map((call) => call.status === "rejected" && call.reason.code);
    expect(codes).toEqual(Array(10).fill("unauthorized"));
    expect([tokens.read(), onSignedOut.mock.calls.length, renewals().length]).toEqual([undefined, 1, 1]);
  });

  test("leaves the tokens alone where somebody has signed in meanwhile", async () => {
    const { client, tokens, onSignedOut } = await signedIn(
      guarded(async () => {
        await tokens.write(fresh);
        return problem(401, "invalid_refresh_token");
      }),
    );
    await expect(courses.enrolled(client)).resolves.toEqual(emptyPage);
    expect([tokens.read(), onSignedOut.mock.calls.length]).toEqual([fresh, 0]);
  });
});

test("a renewal that meets trouble signs nobody out", async () => {
  const { client, tokens, onSignedOut } = await signedIn(guarded(() => problem(503, "unavailable")));
  await expect(courses.enrolled(client)).rejects.toMatchObject({ code: "unavailable" });
  expect([tokens.read(), onSignedOut.mock.calls.length]).toEqual([stale, 0]);
});

test("a renewal goes on for the others when one call is aborted", async () => {
  const stop = new AbortController();
  const { client } = await signedIn(
    guarded(() => {
      stop.abort(new Error("left the page"));
      return { json: fresh };
    }),
  );
  const left = courses.enrolled(client, {}, { signal: stop.signal });
  const other = courses.enrolled(client);
  await expect(left).rejects.toThrow("left the page");
  await expect(other).resolves.toEqual(emptyPage);
});

test("without a session, a refused call is just refused", async () => {
  api = await startApi(guarded(() => ({ json: fresh })));
  const onSignedOut = jest.fn();
  const client = createClient({ baseUrl: api.baseUrl, onSignedOut });
  await expect(courses.enrolled(client)).rejects.toMatchObject({ code: "unauthorized" });
  expect([renewals().length, onSignedOut.mock.calls.length]).toEqual([0, 0]);
});

test("a wrong password is not taken for a token that has run out", async () => {
  const { client } = await signedIn(() => problem(401, "invalid_credentials"));
  const change = auth.changePassword(client, { body: { current_password: "wrong", new_password: "battery staple 9" } });
  await expect(change).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(renewals()).toHaveLength(0);
});

test.each([
  [
    "login",
    (client: ReturnType<typeof createClient>) => auth.login(client, { body: { email: "a@b.co", password: "x" } }),
  ],
  [
    "register",
    (client: ReturnType<typeof createClient>) =>
      auth.register(client, { body: { name: "Asha", email: "a@b.co", password: "correct horse 7" } }),
  ],
  [
    "refreshToken",
    (client: ReturnType<typeof createClient>) => auth.refreshToken(client, { body: { refreshToken: "refresh-1" } }),
  ],
  [
    "changePassword",
    (client: ReturnType<typeof createClient>) =>
      auth.changePassword(client, { body: { current_password: "x", new_password: "battery staple 9" } }),
  ],
])("%s keeps the new tokens, and nothing else", async (_, begin) => {
  const { client, tokens } = await signedIn(() => ({ json: { message: "ok", ...fresh, user: {} } }));
  await begin(client);
  expect(tokens.read()).toEqual(fresh);
});

test("a right password keeps nothing where a code is asked for, and the code's answer keeps the tokens", async () => {
  const step = { message: "Now the code", second_factor: { session: "sealed", expires_in: 300 } };
  const before = { token: "access-1", refreshToken: "refresh-1" };
  const { client, tokens } = await signedIn(({ url }) => ({
    json: url === "/api/auth/login" ? step : { message: "ok", ...fresh, user: {} },
  }));
  const answer = await auth.login(client, { body: { email: "a@b.co", password: "x" } });
  expect([answer, tokens.read()]).toEqual([step, before]);
  await auth.loginWithCode(client, { body: { email: "a@b.co", session: "sealed", code: "123456" } });
  expect(tokens.read()).toEqual(fresh);
});

test.each([
  ["is heard", { json: { message: "Signed out" } }],
  ["is not", problem(500, "internal_error")],
])("logout clears the tokens where it %s", async (_, reply) => {
  const { client, tokens, onSignedOut } = await signedIn(() => reply);
  await auth.logout(client).catch(() => undefined);
  expect([tokens.read(), onSignedOut.mock.calls.length]).toEqual([undefined, 0]);
});
