import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { call, type Reply } from "../api";
import { canaries, plantCanaries } from "../canaries";
import { linkToken, mailsTo } from "../inbox";
import { routes } from "../matrix";
import { openTestPlatform, outdir, type TestPlatform } from "../platform";
import { assembleCast, type Cast, tourOf } from "../tour";
import { undeclared } from "../undeclared";
import { answerSchema } from "../wire-schema";

let platform: TestPlatform;
let cast: Cast;
let planted: number;
const replies = new Map<string, Reply>();
beforeAll(async () => {
  platform = await openTestPlatform();
  cast = await assembleCast(platform);
  planted = await plantCanaries(platform);
  for (const [name, visit] of Object.entries(tourOf(platform, cast))) replies.set(name, await visit());
}, 240_000);
afterAll(() => platform.close());

const kept = (text: string, secrets: string[]): string[] => secrets.filter((secret) => text.includes(secret));

describe("an answer", () => {
  const shaped = routes.filter(({ endpoint, key }) => endpoint.returns && key.includes(" /api/"));

  it.each(shaped)("of $key holds what it declares, and nothing of what the rows hold besides", ({ name, endpoint }) => {
    const reply = replies.get(name);
    expect([reply?.status, reply?.body.code]).toEqual([endpoint.status ?? 200, undefined]);
    expect(endpoint.returns && undeclared(answerSchema(endpoint.returns), reply?.body)).toEqual([]);
    expect(kept(JSON.stringify(reply?.body), Object.values(canaries).map(String))).toEqual([]);
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
