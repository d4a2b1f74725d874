import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { call, type Reply } from "../api";
import { makeAs, type Outcome } from "../attempted";
import { breachesOf } from "../breaches";
import { canaries, plantCanaries } from "../canaries";
import { borrowedAuthority, otherMethod, spellingsOf } from "../disguises";
import { newUpload } from "../files";
import { linkToken, mailsTo } from "../inbox";
import { type Route, routes } from "../matrix";
import { newPerson, type Person } from "../people";
import { openTestPlatform, outdir, type TestPlatform } from "../platform";
import { sendRaw } from "../raw-request";
import { type Made, matching, rehearsed } from "../rehearsal";
import { inSoak } from "../soak";
import { tokensOf } from "../tokens";
import { assembleCast, type Cast, documentsOf, tourOf } from "../tour";
import { undeclared } from "../undeclared";
import { variationsOf } from "../variations";
import { answerSchema, bodyFields } from "../wire-schema";

// One platform with one of everything, and a canary in every row. Each request that somebody is entitled to is made by
// strangers first; later it is varied, and disguised. So all of this grows with the contract.

let platform: TestPlatform;
let cast: Cast;
let planted: number;
let strangers: Person[];
const replies = new Map<string, Reply>();
/** By the routes' keys: the first request to each, and what became of strangers who made the same before. */
const made = new Map<string, Made>();
const tried = new Map<string, Outcome[]>();

/** What names only what everybody may take part in: published courses and events, coupons. */
const everybodys = [
  ...["courses.enroll", "courses.leave", "events.register", "events.wait", "events.stopWaiting"],
  ...["coupons.preview", "orders.createPayment"],
];
/** Admins' routes are closed to strangers by role alone: that is the matrix's. */
const isSomebodys = ({ name, endpoint: { access } }: Route): boolean =>
  (access === "user" || access === "instructor") && !everybodys.includes(name);
const functionOf = ({ name }: Route): string => name.replace(/\..*/, "");
const isOpen = ({ endpoint: { access } }: Route): boolean => access === "public" || access === "signature";
const refersToThings = ({ route: { key }, body = "" }: Made): boolean => key.includes("{") || /"\w*ids?":/.test(body);

async function tryFirst(request: Made): Promise<void> {
  const { route } = request;
  if (made.has(route.key)) return;
  made.set(route.key, request);
  if (!isSomebodys(route) || !refersToThings(request)) return;
  const outcomes: Outcome[] = [];
  for (const { token } of strangers) outcomes.push(await makeAs(platform, request, { token }));
  tried.set(route.key, outcomes);
}

beforeAll(async () => {
  platform = await openTestPlatform();
  strangers = [await newPerson(platform), await newPerson(platform, { role: "instructor" })];
  cast = await assembleCast(platform);
  planted = await plantCanaries(platform);
  const visits = { ...tourOf(platform, cast), ...documentsOf(platform, cast) };
  for (const [name, visit] of Object.entries(visits)) replies.set(name, await rehearsed(platform, tryFirst, visit));
}, 240_000);
afterAll(() => platform.close());

const everyCanary = Object.values(canaries).map(String);
const kept = (text: string, secrets: string[]): string[] => secrets.filter((secret) => text.includes(secret));

describe("an answer", () => {
  const shaped = routes.filter(({ endpoint, key }) => endpoint.returns && key.includes(" /api/"));

  it.each(shaped)("of $key holds what it declares, and nothing of what the rows hold besides", ({ name, endpoint }) => {
    const reply = replies.get(name);
    expect([reply?.status, reply?.body.code]).toEqual([endpoint.status ?? 200, undefined]);
    expect(endpoint.returns && undeclared(answerSchema(endpoint.returns), reply?.body)).toEqual([]);
    expect(kept(JSON.stringify(reply?.body), everyCanary)).toEqual([]);
  });

  it("comes from rows that hold canaries", async () => {
    const { Courses } = await import("#core/course.entity");
    const { data } = await Courses.get({ id: cast.course.id }).go();
    expect(data?.revision).toBeGreaterThanOrEqual(canaries.number);
    expect(planted).toBeGreaterThan(20);
    const lists = [
      "courses.list",
      "courses.featured",
      "courses.enrolled",
      "orders.mine",
      "orders.list",
      "content.posts",
      "content.testimonials",
      "content.faqs",
    ];
    const empty = lists.filter((name) => replies.get(name)?.body.total === 0);
    expect(empty).toEqual([]);
  });
});

describe("somebody else's things", () => {
  const closed = routes.filter((route) => isSomebodys(route) && route.key.includes("{"));
  /** Asks for one's own of them: everybody else has none. */
  const ownOnly = ["GET /api/courses/{id}/lessons/{lessonId}/attempts"];

  it.each(closed)(
    "behind $key are refused to who asks just as their owner did, without a trace",
    ({ key, endpoint }) => {
      const outcomes = tried.get(key) ?? [];
      const opened = outcomes.filter(({ reply }) => reply.status < 400 && !ownOnly.includes(key));
      const wrong = outcomes.flatMap(({ reply, rows }) => [...breachesOf(endpoint, reply), ...rows]);
      expect([outcomes.length, opened, wrong]).toEqual([2, [], []]);
      const told = JSON.stringify(outcomes.map(({ reply }) => reply.body));
      expect(kept(told, [cast.learner.email, ...everyCanary])).toEqual([]);
    },
  );

  const inBodies = ["POST /api/content/testimonials", "POST /api/orders/verify-payment"];

  it.each(inBodies)("that a body of %s names are refused just so", (key) => {
    const seen = (tried.get(key) ?? []).map(({ reply, rows }) => [reply.status < 400, rows]);
    expect(seen).toEqual([
      [false, []],
      [false, []],
    ]);
  });

  const pictureOf = ({ endpoint }: Route) => bodyFields(endpoint).find((field) => field.endsWith("_upload_id"));
  const purposeOf: Record<string, string> = { auth: "avatar", courses: "course_image", events: "event_image" };

  const uploads = new Map<string, Promise<string>>();

  /** An upload of another admin's: one for each purpose. */
  function somebodysUpload(purpose: string): Promise<string> {
    const made = async () => newUpload(platform, await newPerson(platform, { role: "admin" }), { purpose });
    const upload = uploads.get(purpose) ?? made();
    uploads.set(purpose, upload);
    return upload;
  }

  it.each(routes.filter(pictureOf))("of which $key would make a picture are no such upload", async (route) => {
    const request = made.get(route.key) as Made;
    const upload = await somebodysUpload(purposeOf[functionOf(route)] ?? "post_image");
    const body = JSON.stringify({ ...JSON.parse(request.body ?? "{}"), [pictureOf(route) ?? ""]: upload });
    const { access: token } = await tokensOf(platform, cast.admin);
    const { reply, rows } = await makeAs(platform, { ...request, body }, { token });
    expect([reply.status, reply.body.code, rows]).toEqual([404, "upload_not_found", []]);
  });

  it("are there for their owners, so that it isn't their absence that refuses", () => {
    const missing = [...replies].filter(([, { status }]) => status >= 300).map(([name]) => name);
    expect(missing).toEqual([]);
    expect(tried.size).toBeGreaterThan(30);
  });
});

describe("any request about things that there are", () => {
  const visited = routes.filter(({ name, key }) => !/^(meta|mail)\./.test(name) && key.includes(" /api/"));

  /** Whoever gets through to the handler, and somebody who shouldn't see a thing. */
  const callersOf = async (route: Route): Promise<(Person | undefined)[]> => {
    const { access } = route.endpoint;
    if (isOpen(route)) return [undefined];
    // Whoever is asked about their own account may leave by it.
    if (route.name.startsWith("auth.")) return [await newPerson(platform)];
    return access === "user" ? [cast.learner, strangers[0], cast.admin] : [cast.admin];
  };

  async function faultsOf(route: Route, request: Made, token: string | undefined): Promise<string[]> {
    const { reply, rows } = await makeAs(platform, request, { token });
    const faults = [
      ...breachesOf(route.endpoint, reply),
      ...(reply.status >= 400 ? rows : []),
      // What isn't shaped may say numbers of its own: a calendar's file which version of the event it is.
      ...kept(JSON.stringify(reply.body), route.endpoint.returns ? everyCanary : [canaries.text]),
    ];
    return faults.map((fault) => `${request.path.slice(0, 200)} ${request.body?.slice(0, 200)}: ${fault}`);
  }

  it.each(visited)("to $key is answered as declared, never by a 5xx, and changes nothing if refused", async (route) => {
    const callers = await callersOf(route);
    const tokens = await Promise.all(callers.map(async (one) => one && (await tokensOf(platform, one)).access));
    const requests = variationsOf(made.get(route.key) as Made, inSoak(40, 3));
    const faults: string[] = [];
    for (const [n, request] of requests.entries())
      faults.push(...(await faultsOf(route, request, tokens[n % tokens.length])));
    expect(faults).toEqual([]);
  });
});

describe("a request in disguise", () => {
  let admin: string;
  beforeEach(async () => {
    admin = (await tokensOf(platform, cast.admin)).access;
  });

  const requests = () => [...made.values()];
  const ofEachFunction = (all: Made[]): Made[] => {
    return all.filter((one, at) => all.findIndex(({ route }) => functionOf(route) === functionOf(one.route)) === at);
  };
  const closed = () => requests().filter(({ route }) => !isOpen(route));
  const known = ({ path }: Made) => `${path.split("?")[0]?.slice(0, 80)}`;

  it("by a method that its path doesn't have does nothing", async () => {
    const methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "SEARCH"];
    const found: string[] = [];
    for (const request of requests()) {
      for (const method of methods.filter((one) => matching(one, request.path).length === 0)) {
        if (method === "HEAD" && matching("GET", request.path)[0]?.endpoint.cache) continue;
        const { reply, rows } = await makeAs(platform, request, { token: admin, method });
        if (![403, 404, 405].includes(reply.status) || rows.length > 0)
          found.push(`${method} ${known(request)}: ${reply.status} ${rows}`);
      }
    }
    expect(found).toEqual([]);
  });

  it("that names another method in a header is what it is", async () => {
    const found: string[] = [];
    for (const request of requests().filter(({ route }) => route.endpoint.method === "GET")) {
      const plain = await makeAs(platform, request, { token: admin });
      const headers = otherMethod(matching("DELETE", request.path).length > 0 ? "DELETE" : "POST");
      const { reply, rows } = await makeAs(platform, request, { token: admin, headers });
      if (reply.status !== plain.reply.status || rows.length > 0)
        found.push(`${known(request)}: ${reply.status} ${rows}`);
    }
    expect(found).toEqual([]);
  });

  it("whose path is spelled otherwise comes to nothing without a token", async () => {
    const found: string[] = [];
    for (const request of inSoak(closed(), ofEachFunction(closed()))) {
      for (const path of spellingsOf(request)) {
        const { reply, rows } = await makeAs(platform, request, { path });
        if (![400, 401, 403, 404].includes(reply.status) || rows.length > 0)
          found.push(`${path}: ${reply.status} ${rows}`);
      }
    }
    expect(found).toEqual([]);
  });

  it("borrows no authority from a header: without a token no function runs, and a student stays one", async () => {
    const student = (await tokensOf(platform, strangers[0] as Person)).access;
    const before = platform.cloud.invocations().length;
    const statuses = new Set<number>();
    for (const request of closed())
      statuses.add((await makeAs(platform, request, { headers: borrowedAuthority })).reply.status);
    expect([[...statuses], platform.cloud.invocations().length - before]).toEqual([[401], 0]);
    for (const request of closed().filter(({ route }) => route.endpoint.access === "admin")) {
      const { reply, rows } = await makeAs(platform, request, { token: student, headers: borrowedAuthority });
      expect([request.route.key, reply.body.code, rows]).toEqual([request.route.key, "forbidden", []]);
    }
  });

  it("shows its token nowhere but where it belongs, and no other one", async () => {
    const { token, refreshToken } = await newPerson(platform);
    const path = "/api/auth/profile";
    const places: { path: string; headers: Record<string, string> }[] = [
      { path: `${path}?access_token=${token}&token=${token}&authorization=Bearer%20${token}`, headers: {} },
      ...["cookie", "x-access-token", "x-authorization", "proxy-authorization"].map((name) => ({
        path,
        headers: { [name]: name === "cookie" ? `token=${token}` : `Bearer ${token}` },
      })),
      ...[
        `Basic ${token}`,
        `Bearer ${refreshToken}`,
        `Bearer ${token}x`,
        `Bearer ${token},Bearer ${token}`,
        "Bearer",
      ].map((authorization) => ({ path, headers: { authorization } })),
    ];
    for (const place of places) {
      const { status } = await sendRaw(platform, { method: "GET", ...place });
      expect([place.headers, status]).toEqual([place.headers, 401]);
    }
  });

  it("that names another host has no part in the links of a mail", async () => {
    const { email } = await newPerson(platform);
    const evil = "evil.example.com";
    const headers = {
      "x-forwarded-host": evil,
      forwarded: `host=${evil}`,
      origin: `https://${evil}`,
      referer: `https://${evil}/`,
    };
    const body = JSON.stringify({ email });
    const type = { "content-type": "application/json" };
    const path = "/api/auth/forgot-password";
    const { status } = await sendRaw(platform, { method: "POST", path, body, headers: { ...type, ...headers } });
    const mails = await mailsTo(platform, email);
    expect([status, mails.some(({ text }) => text.includes("/reset-password?token="))]).toEqual([202, true]);
    expect(JSON.stringify(mails)).not.toContain(evil);
  });
});

describe("a secret", () => {
  const values = (id: string) =>
    new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: `instaiq/dev/${id}` }));

  /** Everything that somebody could use, had they seen it: keys, passwords, tokens, links. */
  async function secrets(): Promise<string[]> {
    const keys = await Promise.all(["APP_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"].map(values));
    const people = [cast.admin, cast.learner, cast.newcomer, cast.scatterbrain];
    const mails = (await Promise.all(people.map(({ email }) => mailsTo(platform, email)))).flat();
    const handed = [...replies.values()].flatMap(({ body }) => [
      body.token,
      body.refreshToken,
      body.payment?.client_secret,
    ]);
    const found = [
      ...keys.map(({ SecretString }) => SecretString),
      ...people.flatMap(({ password, token, refreshToken }) => [password, token, refreshToken]),
      ...[...mails.map(linkToken), ...handed, "changed-123", "forgot-123", "mistyped-123"],
    ];
    return [...new Set(found.filter((value): value is string => typeof value === "string" && value.length > 5))];
  }

  /** What goes wrong in a way that somebody will want to read about. */
  async function misfortunes(): Promise<void> {
    const { email } = cast.learner;
    const post = (path: string, request: object) => call(platform, `POST /api/auth/${path}`, request);
    await post("login", { body: { email, password: "mistyped-123" } });
    await post("login", { raw: '{"password":"mistyped-123",}', headers: { "content-type": "application/json" } });
    await post("register", { body: { name: "X", email: "x", password: "mistyped-123", role: "mistyped-123" } });
    const heal = platform.cloud.faults.inject(({ functionName }) => (functionName ? { before: "http500" } : undefined));
    await post("login", { body: { email, password: "mistyped-123" } });
    await call(platform, "GET /api/orders/my-orders", { token: cast.learner.token });
    heal();
  }

  beforeAll(misfortunes);

  it("stands in no log line, however things go", async () => {
    const lines = platform.lines.join("\n");
    const all = await secrets();
    expect(kept(lines, all)).toEqual([]);
    expect(all.length).toBeGreaterThan(20);
    expect(lines).toContain('"level":"ERROR"');
    expect(lines).toContain('"route":"POST /api/auth/login"');
  });

  it("and no address, no name and no content stands there either", () => {
    const people = [cast.admin, cast.learner, cast.newcomer, cast.scatterbrain];
    const private_ = [...people.map(({ email }) => email), "Test Person", "411001", canaries.text];
    expect(kept(platform.lines.join("\n"), private_)).toEqual([]);
  });

  it("stands in no template", async () => {
    const files = readdirSync(outdir).filter((name) => name.endsWith(".json"));
    const all = await secrets();
    const found = files.flatMap((name) => kept(readFileSync(join(outdir, name), "utf8"), all));
    expect(found).toEqual([]);
    expect(files).toContain("InstaIq.template.json");
  });
});
