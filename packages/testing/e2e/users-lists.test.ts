import fc from "fast-check";
import { call } from "../api";
import { mailedToken } from "../mailed-links";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

let platform: TestPlatform;
let admin: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await newPerson(platform, { role: "admin", name: "Meera Admin" });
});
afterAll(() => platform.close());

const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });

interface Known {
  id: string;
  name: string;
  email: string;
  role: string;
  status: string;
}

const roles = ["student", "instructor", "admin"] as const;
const statuses = ["active", "inactive", "pending"] as const;
const names = ["Asha Verma", "Ashok Rao", "Zoë D’Souza", "आशा वर्मा", "Ravi"];

describe("the lists of users", () => {
  /** Everybody there should be, the latest first. */
  const known: Known[] = [];
  let made = 0;

  async function invite(name: string, role: (typeof roles)[number]): Promise<void> {
    const { body } = await asAdmin("POST /api/users", { name, role, email: `person.${++made}@example.com` });
    known.unshift(body.user);
  }

  type Act = (one: Known | undefined) => Promise<unknown>;

  const acts = fc.oneof(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...roles)).map(
      ([name, role]): Act =>
        () =>
          invite(name, role),
    ),
    fc.constantFrom(...roles).map(
      (role): Act =>
        async (one) =>
          one && Object.assign(one, (await asAdmin(`PUT /api/users/${one.id}/role`, { role })).body.user),
    ),
    fc.constantFrom(...statuses).map(
      (status): Act =>
        async (one) =>
          one && Object.assign(one, (await asAdmin(`PUT /api/users/${one.id}/status`, { status })).body.user),
    ),
    fc.constantFrom(...names).map(
      (name): Act =>
        async (one) =>
          one && Object.assign(one, (await asAdmin(`PUT /api/users/${one.id}`, { name })).body.user),
    ),
    fc.constant<Act>(async (one) => {
      if (!one) return;
      await asAdmin(`DELETE /api/users/${one.id}`);
      known.splice(known.indexOf(one), 1);
    }),
  );

  async function redeliver(): Promise<void> {
    for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
    await platform.settled();
  }

  /** Every id that a query finds, page by page. */
  async function listed(query: string): Promise<{ ids: string[]; totals: number[] }> {
    const [ids, totals]: [string[], number[]] = [[], []];
    let cursor: string | undefined;
    do {
      const from = cursor ? `&cursor=${cursor}` : "";
      const { body } = await asAdmin(`GET /api/users?limit=7&${query}${from}`);
      ids.push(...body.users.map(({ id }: Known) => id));
      totals.push(body.total);
      cursor = body.nextCursor;
    } while (cursor);
    return { ids, totals };
  }

  const matching = (role?: string, status?: string, word = ""): Known[] =>
    known.filter(
      (one) =>
        (!role || one.role === role) &&
        (!status || one.status === status) &&
        `${one.name} ${one.email}`
          .toLowerCase()
          .split(/[\s.@]/)
          .some((part) => part.startsWith(word)),
    );

  async function expectTrue(): Promise<void> {
    for (const role of [undefined, ...roles])
      for (const status of [undefined, "pending"]) {
        const query = `${role ? `role=${role}` : ""}${status ? `&status=${status}` : ""}`;
        const expected = matching(role, status).map(({ id }) => id);
        const found = await listed(query);
        expect([query, found.ids]).toEqual([query, expected]);
        expect(new Set(found.totals)).toEqual(new Set([expected.length]));
      }
    for (const [word, role] of [
      ["ash", "student"],
      ["rav", undefined],
      ["person", "instructor"],
    ] as const) {
      const found = await listed(`search=${word}${role ? `&role=${role}` : ""}`);
      const expected = matching(role, undefined, word).map(({ id }) => id);
      expect([word, found.ids.toSorted()]).toEqual([word, expected.toSorted()]);
    }
  }

  it("equal what a naive reader finds, by role, status and word, after any changes delivered twice", async () => {
    await platform.settled();
    const { body } = await asAdmin("GET /api/users");
    known.push(...body.users);
    for (const name of names) await invite(name, "student");
    const steps = fc.array(fc.tuple(acts, fc.nat(1000)), { minLength: 5, maxLength: 8 });
    const property = fc.asyncProperty(steps, async (sequence) => {
      for (const [act, nth] of sequence) {
        const others = known.filter(({ id }) => id !== admin.id);
        await act(others[nth % Math.max(1, others.length)]);
      }
      await platform.settled();
      await expectTrue();
      // What comes again is taken up anew, and mends or spoils.
      await redeliver();
      await expectTrue();
    });
    await fc.assert(property, { numRuns: 3, seed: 20_261_124 });
    expect(known.length).toBeGreaterThan(5);
  }, 300_000);

  it("aren't rewritten when somebody signs in", async () => {
    const person = await newPerson(platform);
    await platform.settled();
    const before = platform.cloud.invocations().length;
    await call(platform, "POST /api/auth/login", { body: { email: person.email, password: person.password } });
    await platform.settled();
    const later = platform.cloud.invocations().slice(before);
    const projector = later.filter(({ functionName }) => functionName.includes("projector"));
    expect(projector.flatMap(({ calls }) => calls)).toEqual([]);
    expect(projector.length).toBeGreaterThan(0);
  });
});

describe("the audit trail", () => {
  it("has an entry for each deed of an admin, and none for a refused one", async () => {
    const person = await newPerson(platform);
    const { body: own } = await asAdmin("POST /api/courses", { title: "Own", price: 0 });
    const author = await newPerson(platform, { role: "instructor" });
    const { body: other } = await call(platform, "POST /api/courses", {
      token: author.token,
      body: { title: "Other", price: 0 },
    });
    await asAdmin(`PUT /api/courses/${own.course.id}`, { title: "Still own" });
    await asAdmin(`PUT /api/courses/${other.course.id}`, { description: "Somebody else's" });
    await asAdmin(`PUT /api/courses/${other.course.id}`, { featured: true });
    await asAdmin(`PUT /api/courses/${other.course.id}/status`, { status: "published" });
    await asAdmin(`DELETE /api/courses/${other.course.id}`);
    await asAdmin(`PUT /api/users/${person.id}`, { bio: null, city: "Pune" });
    await asAdmin(`PUT /api/users/${person.id}/role`, { role: "instructor" });
    await asAdmin(`PUT /api/users/${person.id}/status`, { status: "inactive" });
    await asAdmin(`DELETE /api/users/${person.id}`);
    expect((await asAdmin(`DELETE /api/users/${person.id}`)).status).toBe(404);

    const told = async (query: string) => {
      const { body } = await asAdmin(`GET /api/audit?limit=100&${query}`);
      expect(body.total).toBe(body.entries.length);
      return body.entries.map(({ action, detail }: { action: string; detail: object }) => [action, detail]);
    };
    expect(await told(`subject=${own.course.id}`)).toEqual([]);
    expect(await told(`subject=${other.course.id}`)).toEqual([
      ["course.remove", { from: "published", to: "deleted" }],
      ["course.status", { from: "draft", to: "published" }],
      ["course.featured", { fields: ["featured"], featured: { from: false, to: true } }],
      ["course.edit", { fields: ["description"] }],
    ]);
    const deeds = await told(`subject=${person.id}`);
    expect(deeds).toEqual([
      ["user.delete", { role: "instructor" }],
      ["user.status", { from: "active", to: "inactive" }],
      ["user.role", { from: "student", to: "instructor" }],
      ["user.profile", { fields: ["bio", "city"] }],
    ]);
    const { body: mine } = await asAdmin(`GET /api/audit?actor=${admin.id}&limit=4`);
    expect(mine.entries.map(({ action }: { action: string }) => action)).toEqual(
      deeds.map(([action]: [string]) => action),
    );
    expect(mine.entries[0].actor).toEqual({ id: admin.id, name: admin.name });
    expect(mine.total).toBeGreaterThanOrEqual(8);
  });

  it("says which order an admin gave up, and why", async () => {
    const { newCourse } = await import("../courses");
    const { order } = await import("../payments");
    const buyer = await newPerson(platform);
    const ids: string[] = [];
    for (const status of ["completed", "cancelled"]) {
      const { body } = await order(platform, buyer, await newCourse(platform, admin, { title: `Audited ${status}` }));
      await asAdmin(`PUT /api/orders/${body.order.id}/status`, { status, reason: "Asked to" });
      await asAdmin(`PUT /api/orders/${body.order.id}/status`, { status, reason: "Again" });
      ids.push(body.order.id);
    }
    for (const [index, to] of ["completed", "cancelled"].entries()) {
      const { body } = await asAdmin(`GET /api/audit?subject=${ids[index]}`);
      expect(body.entries).toMatchObject([
        { action: "order.status", detail: { from: "pending", to, reason: "Asked to" }, actor: { id: admin.id } },
      ]);
    }
  });

  it("is asked by one actor or of one subject, not both", async () => {
    const reply = await asAdmin("GET /api/audit?actor=a&subject=b");
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: "query.subject" }] } });
  });
});

describe("an invitation", () => {
  const fresh = () => `invited.${Math.random().toString(36).slice(2, 10)}@example.com`;
  const accept = (token: string, password = "chosen-123") =>
    call(platform, "POST /api/auth/accept-invitation", { body: { token, password } });
  const signIn = (email: string, password = "chosen-123") =>
    call(platform, "POST /api/auth/login", { body: { email, password } });

  it("is mailed, sets the first password, verifies the address and opens the account, once", async () => {
    const email = fresh();
    const { status, body } = await asAdmin("POST /api/users", {
      name: "Kiran",
      email,
      role: "admin",
      phone: "+91 98765",
    });
    expect([status, body.user]).toMatchObject([201, { status: "pending", email_verified: false, role: "admin" }]);
    expect((await signIn(email)).status).toBe(401);
    const token = await mailedToken(platform, email, "accept-invitation");
    expect(await accept(token, "weakweak")).toMatchObject({ status: 400 });
    expect((await accept(token)).status).toBe(200);
    expect((await accept(token)).body.code).toBe("invalid_link");
    const session = await signIn(email);
    expect(session).toMatchObject({ status: 200, body: { user: { email_verified: true, role: "admin" } } });
    expect((await call(platform, "GET /api/users", { token: session.body.token })).status).toBe(200);
    const { takeCensus } = await import("#core/census");
    await platform.settled();
    expect(await takeCensus()).toEqual([]);
  });

  it("goes out again until it is accepted, and then none of the older ones leads anywhere", async () => {
    const email = fresh();
    const { body } = await asAdmin("POST /api/users", { name: "Kiran", email });
    const first = await mailedToken(platform, email, "accept-invitation");
    expect((await asAdmin(`POST /api/users/${body.user.id}/invitation`)).status).toBe(202);
    const second = await mailedToken(platform, email, "accept-invitation");
    expect(second).not.toBe(first);
    expect((await accept(second)).status).toBe(200);
    expect((await accept(first)).body.code).toBe("invalid_link");
    const again = await asAdmin(`POST /api/users/${body.user.id}/invitation`);
    expect(again).toMatchObject({ status: 409, body: { code: "wrong_state" } });
  });

  it("to an address that has an account is refused, and to one whose registration broke off is not", async () => {
    const person = await newPerson(platform);
    const taken = await asAdmin("POST /api/users", { name: "Twin", email: person.email });
    expect(taken).toMatchObject({ status: 409, body: { code: "email_taken" } });
    const identity = await import("#adapters/identity");
    const email = fresh();
    await identity.create(email, "Half", "half-done-123");
    expect((await asAdmin("POST /api/users", { name: "Whole", email })).status).toBe(201);
  });

  it("of somebody suspended or deleted meanwhile, or a week old, leads nowhere", async () => {
    for (const meanwhile of [
      (id: string) => asAdmin(`PUT /api/users/${id}/status`, { status: "inactive" }),
      (id: string) => asAdmin(`DELETE /api/users/${id}`),
    ]) {
      const email = fresh();
      const { body } = await asAdmin("POST /api/users", { name: "Kiran", email });
      const token = await mailedToken(platform, email, "accept-invitation");
      await meanwhile(body.user.id);
      expect((await accept(token)).body.code).toBe("invalid_link");
    }
    const email = fresh();
    await asAdmin("POST /api/users", { name: "Kiran", email });
    const token = await mailedToken(platform, email, "accept-invitation");
    platform.ahead += 7 * 24 * 3600_000 + 1000;
    expect((await accept(token)).body.code).toBe("invalid_link");
  });
});
