import { parse } from "csv-parse/sync";
import { createClient } from "#client/client";
import * as users from "#client/generated/users";
import { csv } from "#client/lists";
import { memoryTokens } from "#client/session";
import { csvLimit } from "#contract/endpoint";
import { call, type Reply } from "../api";
import { writesOf } from "../effects";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin" });
});
afterAll(() => platform.close());

const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });

const clientOf = async ({ token, refreshToken }: Person) => {
  const tokens = memoryTokens();
  await tokens.write({ token, refreshToken });
  return createClient({ baseUrl: platform.cloud.urls.api, tokens });
};

type Cells = Record<string, string>;

const readCsv = (text: string): Cells[] => parse(text, { bom: true, columns: true });

describe("a list as CSV", () => {
  it("has the rows of the list under the names of their fields, in a file that spreadsheets read", async () => {
    const reply = await asAdmin("GET /api/users?format=csv&limit=1&page=7");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="users.csv"');
    expect(reply.headers.get("link")).toBeNull();
    const raw = await fetch(`${platform.cloud.urls.api}/api/users?format=csv`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    const bytes = Buffer.from(await raw.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString().split("\r\n")[0]).toBe(
      "\ufeffid,name,email,role,status,email_verified,phone,avatar_url,created_at",
    );
    const { body } = await asAdmin("GET /api/users");
    expect(readCsv(reply.body)).toMatchObject(body.users.map(({ id, email }: Person) => ({ id, email })));
  });

  it("keeps formulas from running, and gives plain numbers as they are", async () => {
    const names = ["=1+1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://evil","x")', "+1", "-7", 'Asha, "the" first'];
    for (const [n, name] of names.entries())
      await asAdmin("POST /api/users", { name, email: `formula${n}@example.com`, phone: "+91 98765 43210" });
    await platform.settled();
    const listed = readCsv((await asAdmin("GET /api/users?format=csv&search=formula&role=student")).body);
    const expected = names.map((name) => (/^[=@+]|^-.*\+/.test(name) ? `'${name}` : name));
    expect(listed.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
    expect(new Set(listed.map(({ phone }) => phone))).toEqual(new Set(["'+91 98765 43210"]));
  });

  it("is the filtered list, and only an admin's", async () => {
    const rows = readCsv((await asAdmin("GET /api/users?format=csv&role=admin")).body);
    expect(rows.map(({ id }) => id)).toEqual([admin.id]);
    const student = await newPerson(platform);
    expect((await call(platform, "GET /api/users?format=csv", { token: student.token })).status).toBe(403);
    expect((await call(platform, "GET /api/users?format=csv")).status).toBe(401);
  });

  it.each(["format=xml", "format=", "format=csv&limit=0", "format=csv&nobody=1"])(
    "is refused for %s",
    async (query) => {
      expect((await asAdmin(`GET /api/users?${query}`)).body.code).toBe("invalid_input");
    },
  );

  it("isn't there where it isn't offered", async () => {
    expect((await asAdmin("GET /api/courses?format=csv")).body.code).toBe("invalid_input");
  });

  it("has the audit trail with its details, and the orders with their buyers", async () => {
    const audit = readCsv((await asAdmin(`GET /api/audit?format=csv&actor=${admin.id}`)).body);
    expect(audit[0]).toMatchObject({ action: "user.invite", "actor.name": admin.name, detail: '{"role":"student"}' });
    const { body } = await asAdmin("GET /api/orders?format=csv");
    expect(body).toContain("buyer.name,buyer.email,state");
    expect(body).toContain("billing_address.city");
  });

  it("of any size is read to its end by following the links, and is one file", async () => {
    const { Audits } = await import("#core/audit");
    const generated = Array.from({ length: 5230 }, (_, n) => ({
      ...{ id: `aud_generated${n}`, action: "user.status", subject_id: `user-${n}`, detail: { from: "active", n } },
      ...{ actor_id: "generated", actor_name: "=Robot", at: new Date(Date.UTC(2020, 0, 1) + n * 1000).toISOString() },
    }));
    await Audits.put(generated).go({ concurrent: 5 });
    const parts: string[] = [];
    const list = csv(users.audit, await clientOf(admin), { query: { actor: "generated" } });
    for await (const part of list) parts.push(part);
    expect(parts).toHaveLength(2);
    expect(parts.map((part) => part.split("\r\n").length - 1)).toEqual([5001, 230]);
    const rows = readCsv(parts.join(""));
    const expected = generated.map(({ actor_id, actor_name, detail, ...rest }) => ({
      ...{ ...rest, "actor.id": actor_id, "actor.name": `'${actor_name}`, detail: JSON.stringify(detail) },
    }));
    expect(rows).toEqual(expected.reverse());
  }, 300_000);
});

const imports = { users: "POST /api/users/import", courses: "POST /api/courses/import" };

const send = (
  group: keyof typeof imports,
  file: string | Buffer,
  { dry = false, type = "text/csv", by = admin } = {},
) =>
  call(platform, `${imports[group]}${dry ? "?dry_run=true" : ""}`, {
    ...{ token: by.token, raw: file },
    headers: type ? { "content-type": type } : {},
  });

const states = ({ body }: Reply): string[] => body.lines.map(({ status }: { status: string }) => status);

describe("a file of users", () => {
  const file = (tag: string, count = 3) => [
    "name,email,role,phone",
    ...Array.from({ length: count }, (_, n) => `Devi ${n},${tag}${n}@example.com,student,`),
  ];

  it("invites everybody in it, once, however often it comes", async () => {
    const lines = file("devi");
    const first = await send("users", lines.join("\r\n"));
    expect(first).toMatchObject({ status: 200, body: { dry_run: false, total: 3, created: 3, skipped: 0, failed: 0 } });
    const again = await send("users", lines.join("\n"));
    expect(again.body).toMatchObject({ total: 3, created: 0, skipped: 3, failed: 0 });
    expect(await mailsTo(platform, "devi1@example.com")).toMatchObject([{ subject: "You are invited to Insta iQ" }]);
    const { body } = await asAdmin(`GET /api/users/${first.body.lines[0].id}`);
    expect(body.user).toMatchObject({ name: "Devi 0", email: "devi0@example.com", status: "pending", phone: null });
  });

  it("tried dry writes nothing and says what would be", async () => {
    const lines = [...file("dry", 2), `Twin,${admin.email},student,`, "Bad,not-an-address,king,"];
    const reply = await send("users", lines.join("\n"), { dry: true });
    expect(states(reply)).toEqual(["valid", "valid", "skipped", "failed"]);
    expect(reply.body).toMatchObject({ dry_run: true, total: 4, created: 0, skipped: 1, failed: 1 });
    expect(writesOf(platform, reply).filter((one) => !one.endsWith("AdminGetUser"))).toEqual([]);
    expect(await mailsTo(platform, "dry0@example.com")).toEqual([]);
    expect(states(await send("users", lines.join("\n")))).toEqual(["created", "created", "skipped", "failed"]);
  });

  it("says of each line what is wrong with it, and does the others", async () => {
    const lines = ["email,name", "x,", "good@example.com,Good", "GOOD@example.com,Same,more", "good@example.com,Same"];
    const { body } = await send("users", lines.join("\n"));
    expect(body.lines).toEqual([
      { line: 2, status: "failed", errors: expect.arrayContaining([expect.objectContaining({ path: "email" })]) },
      { line: 3, status: "created", id: expect.any(String) },
      { line: 4, status: "failed", errors: [{ path: "", message: "has 1 more values than there are columns" }] },
      { line: 5, status: "skipped", errors: [{ path: "", message: "is the same as line 3" }] },
    ]);
    expect(body.lines[0].errors.map(({ path }: { path: string }) => path).sort()).toEqual(["email", "name"]);
  });

  it("that comes twice at the same time makes nobody twice", async () => {
    const text = file("race", 6).join("\n");
    const replies = await Promise.all([send("users", text), send("users", text)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies.reduce((sum, { body }) => sum + body.created, 0)).toBe(6);
    await platform.settled();
    expect((await asAdmin("GET /api/users?search=race0")).body.total).toBe(1);
  });

  it.each([
    ["JSON", '{"name":"x"}', { type: "application/json" }, 415, "unsupported_media_type"],
    ["a file of no type", "name,email\n", { type: "" }, 415, "unsupported_media_type"],
    ["bad UTF-8", Buffer.from([0x6e, 0xff, 0x0a]), {}, 400, "malformed_csv"],
    ["UTF-16", Buffer.from("name,email\nA,b@x.in", "utf16le"), {}, 400, undefined],
    ["an open quote", 'name,email\n"Asha,a@x.in', {}, 400, "malformed_csv"],
    ["semicolons", "name;email\nAsha;a@x.in", {}, 400, "invalid_input"],
    ["nothing", "", {}, 400, "invalid_input"],
    ["unknown columns", "name,email,password,id\n", {}, 400, "invalid_input"],
    ["a file over 1 MB", "name,email\n".padEnd(csvLimit + 1, "a"), {}, 413, "body_too_large"],
    ["too many lines", `name,email\n${"A,a@x.in\n".repeat(501)}`, {}, 400, "invalid_input"],
  ] as const)("is refused as %s", async (_, text, options, status, code) => {
    const reply = await send("users", text, options);
    expect([reply.status, reply.body.code]).toEqual([status, code ?? reply.body.code]);
    expect(writesOf(platform, reply)).toEqual([]);
  });

  it("of 10 MB doesn't reach the function", async () => {
    expect((await send("users", Buffer.alloc(10 * 1024 * 1024 + 1, "a"))).status).toBe(413);
  });

  it("names every unknown column at once", async () => {
    const { body } = await send("users", "name,email,password,id\n");
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(["body.password", "body.id"]);
  });

  it.each(["instructor", "student"] as const)("isn't for an %s to send", async (role) => {
    const by = await newPerson(platform, { role });
    for (const group of ["users", "courses"] as const)
      expect((await send(group, "name,email\n", { by })).status).toBe(403);
  });

  it("goes through the typed client", async () => {
    const body = file("client", 1).join("\n");
    const report = await users.importFile(await clientOf(admin), { body, query: { dry_run: "true" } });
    expect(report).toMatchObject({ total: 1, failed: 0, lines: [{ line: 2, status: "valid" }] });
  });
});

describe("a file of courses", () => {
  it("makes a draft of each line, once, for the importing admin or the author it names", async () => {
    const author = await newPerson(platform, { role: "instructor", name: "Ravi Author" });
    const student = await newPerson(platform);
    const lines = [
      "title,price,level,description,instructor_id,external_id",
      'Own,499.50,advanced,"Two\nlines",,',
      `For Ravi,0,,,${author.id},legacy-7`,
      `For a student,1,,,${student.id},`,
      "Half a paisa,0.001,,,,",
      "Own,499.50,,,,",
    ];
    const dry = await send("courses", lines.join("\n"), { dry: true });
    expect(states(dry)).toEqual(["valid", "valid", "failed", "failed", "skipped"]);
    expect(writesOf(platform, dry)).toEqual([]);
    const reply = await send("courses", lines.join("\n"));
    expect(states(reply)).toEqual(["created", "created", "failed", "failed", "skipped"]);
    expect(reply.body.lines.slice(2, 4)).toMatchObject([
      { errors: [{ path: "instructor_id" }] },
      { errors: [{ path: "price" }] },
    ]);
    const { Courses } = await import("#core/course.entity");
    const made = await Promise.all(
      reply.body.lines.slice(0, 2).map(({ id }: { id: string }) => Courses.get({ id }).go({ consistent: true })),
    );
    expect(made.map(({ data }) => data)).toMatchObject([
      {
        title: "Own",
        price: 499.5,
        level: "advanced",
        description: "Two\nlines",
        instructor_id: admin.id,
        status: "draft",
      },
      { title: "For Ravi", price: 0, level: "beginner", instructor_id: author.id, instructor_name: "Ravi Author" },
    ]);
    expect(states(await send("courses", lines.join("\n")))).toEqual([
      "skipped",
      "skipped",
      "failed",
      "failed",
      "skipped",
    ]);
    await asAdmin(`DELETE /api/courses/${reply.body.lines[1].id}`);
    const renamed = lines.map((line) => line.replace("For Ravi", "For Ravi, again".replace(",", "")));
    expect(states(await send("courses", renamed.join("\n")))[1]).toBe("created");
    expect(states(await send("courses", renamed.join("\n")))[1]).toBe("skipped");
  });
});
