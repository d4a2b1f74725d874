import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../api";
import { newCourse } from "../courses";
import { linkToken, mailsTo } from "../inbox";
import { operated } from "../operator";
import { order, pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("an operator", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const ops = (...words: string[]) => operated(platform, ...words);
  const signIn = (email: string, password: string) =>
    call(platform, "POST /api/auth/login", { body: { email, password } });

  it("is told that a stage without an administrator isn't well", async () => {
    expect(await ops("status")).toMatchObject({ code: 1, said: expect.stringContaining("none: admin create") });
  });

  it("invites the first administrator, who opens the account by the link, and nobody else by mistake", async () => {
    const email = "first@example.com";
    const invited = await ops("admin", "create", "--email", email, "--print-link");
    expect(invited).toMatchObject({ code: 0 });
    expect(await ops("admin", "create", "--email", email)).toMatchObject({ code: 0 });
    const mails = await mailsTo(platform, email);
    expect(mails).toHaveLength(2);
    const [, token] = /accept-invitation\?token=(\S+)/.exec(invited.said) ?? [];
    expect(mails.map(linkToken)).toContain(token);

    const accepted = await call(platform, "POST /api/auth/accept-invitation", {
      body: { token, password: "opened-123" },
    });
    expect(accepted.status).toBe(200);
    expect((await signIn(email, "opened-123")).body.user).toMatchObject({ role: "admin" });
    expect(await ops("admin", "create", "--email", email)).toMatchObject({
      code: 0,
      said: expect.stringContaining("already"),
    });
    expect(await mailsTo(platform, email)).toHaveLength(2);
    expect(await ops("admin", "create", "--email", "second@example.com")).toMatchObject({ code: 2 });
    expect(await mailsTo(platform, "second@example.com")).toEqual([]);
  });

  it("makes an administrator of somebody who has an account, if that is meant", async () => {
    const person = await newPerson(platform);
    const words = ["admin", "create", "--email", person.email];
    expect(await ops(...words)).toMatchObject({ code: 2 });
    expect(await ops(...words, "--another", "--dry-run")).toMatchObject({ code: 0 });
    expect((await signIn(person.email, person.password)).body.user.role).toBe("student");
    expect(await ops(...words, "--another")).toMatchObject({ code: 0 });
    expect((await signIn(person.email, person.password)).body.user.role).toBe("admin");
  });

  it("writes down what is held about somebody, papers too, for nobody else to read, and that is on record", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const person = await newPerson(platform);
    const { body } = await order(platform, person, await newCourse(platform, admin));
    await pay(platform, body.payment);
    await platform.settled();
    const out = join(mkdtempSync(join(tmpdir(), "instaiq-export-")), "person.json");
    expect(await ops("user", "export", "--email", person.email.toUpperCase(), "--out", out)).toMatchObject({ code: 0 });

    const held = JSON.parse(readFileSync(out, "utf8"));
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(held).toMatchObject({
      user: { id: person.id },
      orders: [{ id: body.order.id }],
      enrollments: [{ course_id: body.order.course_id }],
      papers: [{ order_id: body.order.id, buyer_email: person.email }],
      sign_in: { email: person.email },
    });
    const audit = await call(platform, `GET /api/audit?subject=${person.id}`, { token: admin.token });
    expect(audit.body.entries ?? audit.body.audit).toMatchObject([{ action: "user.export" }]);
  });

  it("erases somebody, when that is said twice", async () => {
    const person = await newPerson(platform);
    expect(await ops("user", "erase", "--email", person.email)).toMatchObject({ code: 2 });
    expect((await signIn(person.email, person.password)).status).toBe(200);
    expect(await ops("user", "erase", "--email", person.email, "--yes")).toMatchObject({ code: 0 });
    expect((await signIn(person.email, person.password)).status).toBe(401);
    expect(await ops("user", "erase", "--email", person.email, "--yes")).toMatchObject({ code: 1 });
  });

  it("is told of what is late, parked or missing, and of nothing once all is well", async () => {
    await ops("webhooks", "register");
    expect(await ops("status", "--census")).toMatchObject({ code: 0, said: expect.not.stringContaining("!!") });
    const { schedule } = await import("#core/due");
    const { commit } = await import("#core/transaction");
    await commit([schedule("turn-event", "evt_none", new Date(Date.now() + platform.ahead - 10 * 60_000))]);
    expect(await ops("status")).toMatchObject({ code: 1, said: expect.stringMatching(/!! {2}due work +1 overdue/) });
  });

  it("who mistypes is told how it goes, and nothing happens", async () => {
    expect(await ops("queues", "redirve")).toMatchObject({ code: 2, said: expect.stringContaining("queues redrive") });
    expect(await ops("queues", "redrive", "sweeper")).toMatchObject({ code: 2 });
    expect(await ops("stream", "replay", "--from", "yesterday", "--consumer", "mailer")).toMatchObject({ code: 2 });
    expect(await ops("status", "--frobnicate")).toMatchObject({ code: 2 });
  });
});
