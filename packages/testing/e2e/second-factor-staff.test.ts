import { call } from "../api";
import { type ArmedPerson, answer, arm, begin, codeFor, login, loginWithCode, requireOfStaff } from "../authenticator";
import { newCourse } from "../courses";
import { futile, routes } from "../matrix";
import { operated } from "../operator";
import { order } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

/** Longer than a warm function trusts what it read about somebody. */
const seconds = 4000;

describe("where staff must have a second factor", () => {
  let platform: TestPlatform;
  let admin: ArmedPerson;
  beforeAll(async () => {
    platform = await openTestPlatform({ mutate: requireOfStaff });
    admin = await arm(platform, await newPerson(platform, { role: "admin" }));
  });
  afterAll(() => platform.close());

  const knock = async (person: Person, route: string, body?: object): Promise<string> => {
    const reply = await call(platform, route, { token: person.token, body });
    return reply.status === 403 ? reply.body.code : "let in";
  };

  it.each([
    ["instructor", "instructor"],
    ["admin", "instructor"],
    ["admin", "admin"],
  ] as const)("an %s without one is refused at every route for an %s", async (role, access) => {
    const person = await newPerson(platform, { role });
    const guarded = routes.filter(({ endpoint }) => endpoint.access === access);
    const verdicts = await Promise.all(
      guarded.map(async (route) => {
        const { route: address, body } = futile(route);
        return [route.key, await knock(person, address, body)];
      }),
    );
    expect(verdicts.filter(([, verdict]) => verdict !== "second_factor_required")).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(5);
  });

  it("they may sign in, see that it is asked for, and set it up, and then all is open", async () => {
    const person = await newPerson(platform, { role: "admin" });
    const asked = { second_factor: false, second_factor_required: true };
    expect((await login(platform, person)).body.user).toMatchObject({ role: "admin", ...asked });
    const profile = await call(platform, "GET /api/auth/profile", { token: person.token });
    expect(profile.body.user).toMatchObject({ role: "admin", ...asked });
    expect(await knock(person, "GET /api/orders")).toBe("second_factor_required");

    const armed = await arm(platform, person);
    platform.ahead += seconds;
    expect(await knock(armed, "GET /api/orders")).toBe("let in");
    const again = await loginWithCode(platform, armed);
    expect(again.body.user).toMatchObject({ second_factor: true, second_factor_required: true });
    expect(await knock(again.body, "GET /api/users")).toBe("let in");
  });

  it("until then they are learners, wherever an admin would see more", async () => {
    const [bare, learner] = [await newPerson(platform, { role: "admin" }), await newPerson(platform)];
    const { body } = await order(platform, learner, await newCourse(platform, admin));
    const read = (token: string) => call(platform, `GET /api/orders/${body.order.id}`, { token });
    expect([(await read(bare.token)).status, (await read(admin.token)).status]).toEqual([404, 200]);
  });

  it("a student isn't asked, until they are made an instructor", async () => {
    const person = await newPerson(platform);
    expect((await login(platform, person)).body.user.second_factor_required).toBe(false);
    expect(await knock(person, "GET /api/courses/mine")).toBe("forbidden");
    await call(platform, `PUT /api/users/${person.id}/role`, { token: admin.token, body: { role: "instructor" } });
    platform.ahead += seconds;
    expect(await knock(person, "GET /api/courses/mine")).toBe("second_factor_required");
  });

  it("they can't switch it off by themselves, but a student can", async () => {
    const [staff, student] = [
      await arm(platform, await newPerson(platform, { role: "instructor" })),
      await arm(platform, await newPerson(platform)),
    ];
    const off = async ({ token, password, secret }: ArmedPerson) => {
      const body = { password, code: codeFor(platform, secret) };
      return (await call(platform, "DELETE /api/auth/second-factor", { token, body })).body.code ?? "done";
    };
    expect([await off(staff), await off(student)]).toEqual(["second_factor_required", "done"]);
    expect((await login(platform, staff)).body.second_factor).toBeDefined();
  });

  it("whoever lost it is let in by another admin, and has no power before they have set up the next", async () => {
    const person = await arm(platform, await newPerson(platform, { role: "admin" }));
    expect(await knock(person, "GET /api/orders")).toBe("let in");
    const body = { reason: "Lost their phone" };
    await call(platform, `DELETE /api/users/${person.id}/second-factor`, { token: admin.token, body });
    platform.ahead += seconds;
    const again = { ...person, ...(await login(platform, person)).body };
    expect(await knock(again, "GET /api/orders")).toBe("second_factor_required");
    expect(await knock(await arm(platform, again), "GET /api/orders")).toBe("let in");
  });

  it("the last admin is let in by the operator, who has to say why, on record", async () => {
    const person = await arm(platform, await newPerson(platform, { role: "admin" }));
    const words = ["admin", "reset-second-factor", "--email", person.email];
    expect(await operated(platform, ...words)).toMatchObject({ code: 2, said: "--reason is needed" });
    const reasoned = [...words, "--reason", "Lost their phone; met in person"];
    expect(await operated(platform, ...reasoned, "--dry-run")).toMatchObject({ code: 0 });
    expect((await login(platform, person)).body.second_factor).toBeDefined();
    expect(await operated(platform, ...reasoned)).toMatchObject({ code: 0 });
    expect((await login(platform, person)).body.user.second_factor).toBe(false);
    expect(await operated(platform, ...reasoned)).toMatchObject({ code: 1, said: expect.stringContaining("off") });
    const nobody = ["--email", "nobody@example.com", "--reason", "None"];
    expect(await operated(platform, "admin", "reset-second-factor", ...nobody)).toMatchObject({ code: 1 });
    const fresh = (await loginWithCode(platform, admin)).body;
    const { body } = await call(platform, `GET /api/audit?subject=${person.id}`, { token: fresh.token });
    const detail = { reason: "Lost their phone; met in person" };
    expect(body.entries[0]).toMatchObject({ action: "user.second-factor", actor: { id: "operator" }, detail });
  });

  it("a token of before it was set up opens nothing more than it did", async () => {
    const person = await newPerson(platform, { role: "admin" });
    platform.ahead += 2000;
    const secret = await begin(platform, person);
    const { token, password } = person;
    const body = { password, code: codeFor(platform, secret) };
    expect((await call(platform, "PUT /api/auth/second-factor", { token, body })).status).toBe(200);
    platform.ahead += seconds;
    expect((await call(platform, "GET /api/orders", { token })).status).toBe(401);
    expect((await answer(platform, person.email, "none", "123456")).status).toBe(401);
  });
});
