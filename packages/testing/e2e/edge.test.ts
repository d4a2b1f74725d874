import { outputOf } from "#local/platform";
import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { postFrom } from "../elsewhere";
import { newUpload } from "../files";
import { brokenStep } from "../journey";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { settingOf } from "../template/declared";
import { declaredRoutes } from "../template/routes";
import { pass } from "../time";

const second = 1000;

describe("the edge", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform({ edgeCache: true });
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const get = (path: string, { token, ...headers }: Record<string, string> = {}): Promise<Reply> =>
    call(platform, `GET ${path}`, { token, headers });
  const how = ({ headers }: Reply) => headers.get("x-cache")?.replace(" from cloudfront", "");

  describe("is the only way in:", () => {
    /** Asks the gateway itself, as whoever has found its address out. */
    const around = async (route: string, headers: Record<string, string> = {}): Promise<unknown> => {
      const [method, path] = route.replace(/\{\w+\}/g, "anything").split(" ");
      const response = await fetch(`${platform.cloud.urls.gateway}${path}`, { method, headers });
      const { status, code } = (await response.json()) as { status: number; code: string };
      return { status: response.status, code, same: status === response.status };
    };
    const refused = { status: 403, code: "wrong_address", same: true };

    it("around it, every route is refused to everybody", async () => {
      const keys = declaredRoutes.map(({ key }) => (key === "$default" ? "GET /api/nothing" : key));
      const headers = { authorization: `Bearer ${admin.token}` };
      const answers = await Promise.all(keys.map(async (key) => [key, await around(key, headers)]));
      expect(answers).toEqual(keys.map((key) => [key, refused]));
    });

    it.each(["x-origin-secret", "cloudfront-viewer-address", "x-forwarded-for"])(
      "%s opens it to nobody",
      async (name) => {
        expect(await around("GET /api/courses", { [name]: "203.0.113.7:49152" })).toEqual(refused);
      },
    );

    it("through it, the main job is done, webhooks and all", async () => {
      expect(await brokenStep(platform)).toBeUndefined();
    });

    it("its address is the platform's", () => {
      expect(outputOf(platform.cloud, "Url")).toBe(platform.cloud.urls.api);
      expect(outputOf(platform.cloud, "ApiUrl")).toBe(platform.cloud.urls.gateway);
    });
  });

  describe("tells who asks:", () => {
    const login = { password: "wrong-password-1" };
    const allowed = Number(settingOf("RATE_LIMIT_ATTEMPTS"));

    it("attempts are counted by its word, whatever a request says of its own address", async () => {
      const { email } = await newPerson(platform);
      const replies: Reply[] = [];
      for (let n = 1; n <= allowed + 1; n++) {
        const forged = `203.0.113.${n}`;
        const headers = {
          ...{ "cloudfront-viewer-address": `${forged}:49152`, "x-forwarded-for": forged, "x-real-ip": forged },
          ...{ forwarded: `for=${forged}`, "true-client-ip": forged, "x-origin-secret": "mine" },
        };
        replies.push(await call(platform, "POST /api/auth/login", { body: { email, ...login }, headers }));
      }
      expect(replies.map(({ status }) => status)).toEqual([...Array(allowed).fill(401), 429]);
    });

    it.each(["203.0.113.8", "2001:db8::8"])("and apart for each, as for %s", async (address) => {
      const { email, password } = await newPerson(platform);
      const from = (one: string) => postFrom(platform, one, "/api/auth/login", { email, ...login });
      for (let n = 0; n < allowed; n++) await from(address);
      expect((await from(address)).status).toBe(429);
      const elsewhere = await call(platform, "POST /api/auth/login", { body: { email, password } });
      expect(elsewhere.status).not.toBe(429);
    });
  });

  describe("keeps public answers", () => {
    /** A list that no other test has asked for. */
    let list: string;
    let n = 10;
    beforeEach(() => {
      list = `/api/courses?limit=${++n}`;
    });

    it("for as long as they say: what was written meanwhile shows then", async () => {
      const questions = "/api/content/faqs?category=Edge";
      const first = await get(questions);
      const body = { question: "Why is it fast?", answer: "It is kept.", category: "Edge" };
      expect((await call(platform, "POST /api/content/faqs", { token: admin.token, body })).status).toBe(201);
      pass(platform, 200 * second);
      const kept = await get(questions);
      expect([how(first), how(kept), kept.body]).toEqual(["Miss", "Hit", { faqs: [], total: 0 }]);
      expect(Number(kept.headers.get("age"))).toBeGreaterThanOrEqual(200);
      pass(platform, 100 * second);
      const later = await get(questions);
      expect([how(later), later.body.total]).toEqual(["Miss", 1]);
    });

    it("and asks by their ETag then, whether they are still right", async () => {
      const first = await get(list);
      pass(platform, 31 * second);
      const again = await get(list);
      expect([again.status, how(again), again.body]).toEqual([200, "RefreshHit", first.body]);
      expect(how(await get(list))).toBe("Hit");
      const known = await get(list, { "if-none-match": first.headers.get("etag") ?? "" });
      expect([known.status, known.body, how(known)]).toEqual([304, "", "Hit"]);
    });

    it("apart by query, by page and by who has signed in", async () => {
      const origin = settingOf("FRONTEND_URL").split(",")[0] ?? "";
      await get(list);
      const others = [
        await get(`${list}&page=2`),
        await get(list, { origin }),
        await get(list, { token: admin.token }),
      ];
      expect(others.map(how)).toEqual(["Miss", "Miss", "Miss"]);
      expect(others[1]?.headers.get("access-control-allow-origin")).toBe(origin);
      expect((await get(list)).headers.get("access-control-allow-origin")).toBeNull();
      expect((await get(list, { origin })).headers.get("access-control-allow-origin")).toBe(origin);
    });

    it("but no refusals: what is made a moment later is there", async () => {
      expect((await get("/api/courses/kept-by-nobody")).status).toBe(404);
      await newCourse(platform, admin, { title: "Kept by Nobody" });
      expect((await get("/api/courses/kept-by-nobody")).status).toBe(200);
    });

    it("for HEAD, too", async () => {
      await get(list);
      const { status, headers, body } = await call(platform, `HEAD ${list}`);
      expect([status, headers.get("x-cache"), body]).toEqual([200, "Hit from cloudfront", ""]);
    });
  });

  describe("keeps nothing of anybody's own:", () => {
    it.each([
      "/api/auth/profile",
      "/api/courses/enrolled",
      "/api/orders/my-orders",
      "/api/users",
      "/api/users?format=csv",
    ])("%s", async (path) => {
      const replies = [await get(path, { token: admin.token }), await get(path, { token: admin.token })];
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      expect(replies.map(how)).toEqual(["Miss", "Miss"]);
      expect(replies.map(({ headers }) => headers.get("cache-control"))).toEqual(["no-store", "no-store"]);
    });

    it("each sees their own profile, and nobody without a token any", async () => {
      const others = [await newPerson(platform), await newPerson(platform)];
      for (const { token, email } of [admin, ...others, admin])
        expect((await get("/api/auth/profile", { token })).body.user.email).toBe(email);
      expect((await get("/api/auth/profile")).status).toBe(401);
    });
  });

  describe("answers", () => {
    it("what the gateway says with the headers of every other answer", async () => {
      const { status, headers } = await get("/api/auth/profile");
      expect(status).toBe(401);
      expect(Object.fromEntries(headers)).toMatchObject({
        "strict-transport-security": "max-age=63072000; includeSubDomains",
        ...{ "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer" },
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      });
    });

    it("what is nowhere in the API's own words", async () => {
      const reply = await get("/nowhere");
      expect(reply).toMatchObject({ status: 404, body: { code: "not_found", instance: "/nowhere" } });
    });

    it("a browser's question whether it may ask", async () => {
      const origin = settingOf("FRONTEND_URL").split(",")[0] ?? "";
      const headers = {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization",
      };
      const reply = await call(platform, "OPTIONS /api/auth/profile", { headers });
      expect(reply.status).toBe(204);
      expect(reply.headers.get("access-control-allow-origin")).toBe(origin);
    });

    it("with a page that may load its own files", async () => {
      const { headers } = await get("/docs");
      expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    });

    it("with pictures, which it keeps, too", async () => {
      const person = await newPerson(platform);
      const id = await newUpload(platform, person);
      const body = { avatar_upload_id: id };
      const changed = await call(platform, "PUT /api/auth/profile", { token: person.token, body });
      const path = changed.body.user.avatar_url.replace(platform.cloud.urls.api, "");
      expect(path).toMatch(/^\/images\//);
      const [first, again] = [await get(path), await get(path, { cookie: "a=1", authorization: "Basic a" })];
      expect([first.status, how(first), again.status, how(again)]).toEqual([200, "Miss", 200, "Hit"]);
      expect(again.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
      expect((await call(platform, `PUT ${path}`)).status).toBe(403);
    });
  });
});
