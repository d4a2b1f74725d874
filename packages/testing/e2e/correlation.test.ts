import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "#infra/root";
import { Chronicle } from "#local/logs/chronicle";
import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { mailsTo } from "../inbox";
import { pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { sweep } from "../time";
import { delivered } from "../webhook";

interface Line {
  cause?: string;
  service: string;
  message: string;
  route?: string;
  mail?: string;
}

describe("a request's id", () => {
  let platform: TestPlatform;
  let directory: string;
  const written: string[] = [];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-logs-"));
    const chronicle = new Chronicle(directory);
    platform = await openTestPlatform({
      log: (line) => {
        written.push(line.line);
        chronicle.tell(line);
      },
      finished: (invocation) => chronicle.finish(invocation),
    });
  });
  afterAll(async () => {
    await platform.close();
    rmSync(directory, { recursive: true });
  });

  const idOf = ({ headers }: Reply): string => headers.get("apigw-requestid") ?? "";

  const linesOf = (cause: string): Line[] =>
    written.flatMap((line) => {
      const told: Line = line.startsWith("{") ? JSON.parse(line) : {};
      return told.cause === cause ? [told] : [];
    });

  const register = (headers: Record<string, string> = {}, email = `${crypto.randomUUID()}@example.com`) =>
    call(platform, "POST /api/auth/register", {
      body: { name: "Asha", email, password: "password123" },
      headers,
    });

  const headersTo = async (email: string): Promise<(string | undefined)[]> =>
    (await mailsTo(platform, email)).map(({ headers }) => headers["x-correlation-id"]);

  it("is in the request's line, in the mailer's, and in the mails that follow", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const id = idOf(await register({}, email));
    expect(await headersTo(email)).toEqual([id, id]);
    // In no order: a mail may be under way before the answer is logged.
    expect(
      linesOf(id)
        .map(({ service, message }) => `${service} ${message}`)
        .toSorted(),
    ).toEqual([...["auth auth", "mailer sent", "mailer sent"]]);
  });

  it("is the client's own, where it has given one", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const given = "checkout-7f3a9c";
    const reply = await register({ "x-correlation-id": given }, email);
    expect(await headersTo(email)).toEqual([given, given]);
    expect(linesOf(given)).toContainEqual(expect.objectContaining({ service: "auth", requestId: idOf(reply) }));
  });

  it.each(["short", "x".repeat(65), 'quote"d-and-long', "two words-here", "{braces}-and-long"])(
    "is none of the client's when that is %j",
    async (given) => {
      const id = idOf(await register({ "x-correlation-id": given }));
      expect(linesOf(id)).toContainEqual(expect.objectContaining({ service: "auth" }));
      expect(linesOf(given)).toEqual([]);
    },
  );

  it("goes from an order through its invoice to the receipt", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const course = await newCourse(platform, admin);
    const buyer = await newPerson(platform);
    const ordered = await call(platform, "POST /api/orders/create-payment", {
      token: buyer.token,
      body: { course_id: course.id },
    });
    await pay(platform, ordered.body.payment);
    await delivered(platform);
    const receipt = (await mailsTo(platform, buyer.email)).find(({ subject }) => subject.startsWith("Your receipt"));
    const cause = receipt?.headers["x-correlation-id"] ?? "";
    // The webhook's: it is what led to the receipt.
    expect(linesOf(cause).map(({ service, route, mail }) => `${service} ${route ?? mail?.split("#")[0]}`)).toEqual(
      expect.arrayContaining(["webhooks POST /api/webhooks/stripe", "mailer order-receipt"]),
    );
  });

  it("stands in due work: what the sweep does is done in the request's name", async () => {
    const { schedule } = await import("#core/due");
    const { commit } = await import("#core/transaction");
    const { causedBy } = await import("#adapters/cause");
    const person = await newPerson(platform);
    await causedBy("the-admin-s-own-request", () => commit([schedule("erase-user", person.id, new Date(0))]));
    const mend = platform.cloud.faults.inject(({ action }) =>
      action === "AdminDeleteUser" ? { before: "http500" } : undefined,
    );
    await sweep(platform);
    mend();
    expect(linesOf("the-admin-s-own-request")).toContainEqual(expect.objectContaining({ service: "sweeper" }));
  });

  it("is never answered", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const course = await newCourse(platform, admin);
    const answers = await Promise.all([
      call(platform, `GET /api/courses/${course.slug}`),
      call(platform, "GET /api/auth/profile/export", { token: admin.token }),
      call(platform, "GET /api/orders", { token: admin.token }),
      call(platform, "GET /api/users", { token: admin.token }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.filter(({ body }) => /"cause"/.test(JSON.stringify(body)))).toEqual([]);
  });

  describe("asked for by npm run logs", () => {
    const logs = (...args: string[]): string =>
      execFileSync(
        process.execPath,
        ["--import", "tsx", "packages/local/logs/logs.ts", "--directory", directory, ...args],
        {
          cwd: root,
          encoding: "utf8",
        },
      );

    it("tells its whole story over all functions, and nothing else", async () => {
      const id = idOf(await register());
      await platform.settled();
      const told = logs(`--request=${id}`).trim().split("\n");
      expect(told.map((line) => line.split(" ").slice(1, 4).join(" ")).toSorted()).toEqual([
        ...["auth INFO 201", "mailer INFO sent", "mailer INFO sent"],
      ]);
    });

    it("is found by the gateway's name, where the client gave it another", async () => {
      const id = idOf(await register({ "x-correlation-id": "named-by-client" }));
      await platform.settled();
      expect(logs(`--request=${id}`)).toBe(logs("--request=named-by-client"));
    });

    it("shows what each invocation called, as a tree", async () => {
      const id = idOf(await register());
      await platform.settled();
      const tree = logs(`--trace=${id}`);
      expect(tree).toMatch(/^\S+ auth \d+ ms\n/);
      expect(tree).toMatch(/^├─ cognito-idp AdminCreateUser 200 \d+ ms$/m);
      expect(tree).toMatch(/^[├└]─ \S+ projector \d+ ms$/m);
      expect(tree).toMatch(/^[├└]─ \S+ mailer \d+ ms$/m);
      expect(tree).toMatch(/^[│ ] {2}├─ ses SendRawEmail 200 \d+ ms$/m);
    });

    it("leaves out what another function or level wrote", async () => {
      await register({}, "not an address");
      expect(logs("--function", "auth")).not.toMatch(/^\S+ mailer/m);
      expect(logs("--function", "auth")).toMatch(/^\S+ auth INFO 400 POST \/api\/auth\/register/m);
      expect(logs("--level", "error")).not.toMatch(/ INFO /);
    });

    it("says so when nothing is known", () => {
      expect(() => logs("--trace", "nobody-knows-this")).toThrow();
    });
  });
});
