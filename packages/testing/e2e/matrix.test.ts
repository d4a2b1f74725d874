import { call, type Reply } from "../api";
import { type Caller, everyCaller } from "../callers";
import { newDraft } from "../courses";
import { writesOf } from "../effects";
import { futile, type Route, routes, verdictFor, verdictOf } from "../matrix";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

/** Longer than a function trusts what it read about somebody. */
const seconds = 4000;

let platform: TestPlatform;
let callers: Caller[];
beforeAll(async () => {
  platform = await openTestPlatform();
  callers = await everyCaller(platform);
});
afterAll(() => platform.close());

const knock = (route: Route, { token }: Caller): Promise<Reply> => {
  const { route: address, body } = futile(route);
  return call(platform, address, { token, body });
};

/** What is wrong with the answer to a caller; nothing when all is as the contract says. */
function faults({ endpoint }: Route, { name, standing }: Caller, reply: Reply): string[] {
  const expected = verdictFor(endpoint, standing);
  const written = writesOf(platform, reply);
  return [
    ...(verdictOf(reply) === expected ? [] : [`${name}: ${reply.status} ${verdictOf(reply)}, not ${expected}`]),
    ...(reply.status < 500 ? [] : [`${name}: ${reply.status}`]),
    ...(written.length === 0 ? [] : [`${name}: ${written.join(" ")}`]),
  ];
}

describe("every route, whoever calls", () => {
  it.each(routes)("$key admits whom the contract admits, and refuses without a trace", async (route) => {
    const replies = await Promise.all(callers.map((caller) => knock(route, caller)));
    expect(callers.flatMap((caller, index) => faults(route, caller, replies[index] as Reply))).toEqual([]);
  });

  it("knows nobody by a token where none is asked for", async () => {
    const open = routes.filter(({ endpoint }) => verdictFor(endpoint, "stranger") === "let in");
    for (const route of open) {
      const replies = await Promise.all(callers.map((caller) => knock(route, caller)));
      expect(new Set(replies.map(({ status }) => status)).size).toBe(1);
    }
    expect(open.length).toBeGreaterThan(0);
  });
});

describe("a warm function, within seconds", () => {
  it("shuts out who has been suspended, and lets in again, while the token says the same", async () => {
    const admin = await newPerson(platform, { role: "admin" });
    const person = await newPerson(platform);
    const profile = () => call(platform, "GET /api/auth/profile", { token: person.token });
    const orders = () => call(platform, "GET /api/orders/my-orders", { token: person.token });
    const suspend = (status: string) =>
      call(platform, `PUT /api/users/${person.id}/status`, { token: admin.token, body: { status } });
    expect([(await profile()).status, (await orders()).status]).toEqual([200, 200]);

    expect((await suspend("inactive")).status).toBe(200);
    platform.ahead += seconds;
    expect([await profile(), await orders()].map(verdictOf)).toEqual(["account_suspended", "account_suspended"]);

    expect((await suspend("active")).status).toBe(200);
    platform.ahead += seconds;
    expect([(await profile()).status, (await orders()).status]).toEqual([200, 200]);
  });

  it("follows a change of role, up and down, while the token says the same", async () => {
    const person = await newPerson(platform, { role: "instructor" });
    const { setRole } = await import("#core/user");
    const everyOrder = () => call(platform, "GET /api/orders", { token: person.token });
    await newDraft(platform, person);
    expect(verdictOf(await everyOrder())).toBe("forbidden");

    await setRole(person.id, "admin", new Date());
    platform.ahead += seconds;
    expect((await everyOrder()).status).toBe(200);

    await setRole(person.id, "student", new Date());
    platform.ahead += seconds;
    expect(verdictOf(await everyOrder())).toBe("forbidden");
    const body = { title: "No longer mine to write", price: 0 };
    expect(verdictOf(await call(platform, "POST /api/courses", { token: person.token, body }))).toBe("forbidden");
  });

  it("refuses a token from the second at which it expires", async () => {
    const person = await newPerson(platform);
    const profile = () => call(platform, "GET /api/auth/profile", { token: person.token });
    platform.ahead += 14 * 60_000;
    expect((await profile()).status).toBe(200);
    platform.ahead += 60_000;
    expect((await profile()).status).toBe(401);
  });
});
