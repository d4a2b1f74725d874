import { call } from "../api";
import { type ArmedPerson, answer, arm, awaitCode, begin, codeFor, confirm, login } from "../authenticator";
import { atEveryCall, type Mishap } from "../crash";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const crash: Mishap = { name: "a crash after", plan: { after: "crash" } };

describe("a second factor that is being switched when the function crashes", () => {
  let platform: TestPlatform;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
  });
  afterAll(() => platform.close());

  const newlyArmed = async (): Promise<ArmedPerson> => arm(platform, await newPerson(platform));
  const off = ({ token, password, secret }: ArmedPerson) => {
    const body = { password, code: codeFor(platform, secret) };
    return call(platform, "DELETE /api/auth/second-factor", { token, body });
  };
  const reset = ({ id }: Person) => {
    const body = { reason: "Lost their phone" };
    return call(platform, `DELETE /api/users/${id}/second-factor`, { token: admin.token, body });
  };

  /** Signs in by all that is asked for. */
  async function enter(person: ArmedPerson): Promise<{ asked: boolean; token: string }> {
    awaitCode(platform);
    const { body } = await login(platform, person);
    const asked = body.second_factor !== undefined;
    const code = codeFor(platform, person.secret);
    const { token } = asked ? (await answer(platform, person.email, body.second_factor.session, code)).body : body;
    return { asked, token };
  }

  /** What Cognito asks for, and what the row says of it afterwards. */
  async function standing(person: ArmedPerson): Promise<{ asked: boolean; told: boolean }> {
    const { asked, token } = await enter(person);
    const { user } = (await call(platform, "GET /api/auth/profile", { token })).body;
    return { asked, told: user.second_factor };
  }

  async function timesTold({ email }: Person, subject: RegExp): Promise<number> {
    return (await mailsTo(platform, email)).filter((mail) => subject.test(mail.subject)).length;
  }

  it("is on for both Cognito and us after the next try, or off for both before, and told once", async () => {
    const calls = await atEveryCall<ArmedPerson>(
      platform,
      {
        worker: "auth",
        prepare: async () => {
          const person = await newPerson(platform);
          return { ...person, secret: await begin(platform, person) };
        },
        act: (person) => confirm(platform, person, codeFor(platform, person.secret)),
        recover: async (person) => {
          const before = await standing(person);
          expect(before.told).toBe(before.asked);
          if (before.asked) return;
          const { token } = (await login(platform, person)).body;
          person.secret = await begin(platform, { ...person, token });
          await confirm(platform, { ...person, token }, codeFor(platform, person.secret));
        },
        assess: async (person, point) => {
          const [after, told] = [await standing(person), await timesTold(person, /now takes a code/)];
          expect({ point, ...after, mails: told }).toEqual({ point, asked: true, told: true, mails: 1 });
        },
      },
      crash,
    );
    expect(calls).toContain("AdminSetUserMFAPreference");
  }, 120_000);

  it("is taken for on by whoever tries to set it up again, when only Cognito knows of it", async () => {
    const person = await newlyArmed();
    const { Users } = await import("#core/user.entity");
    await Users.patch({ id: person.id }).remove(["second_factor", "second_factor_at", "sessions_from"]).go();
    const { token, password } = person;
    const again = await call(platform, "POST /api/auth/second-factor", { token, body: { password } });
    expect([again.status, again.body.code]).toEqual([409, "wrong_state"]);
    const { data } = await Users.get({ id: person.id }).go();
    expect(data?.second_factor).toBe(true);
  });

  it("is off for both after it was switched off again", async () => {
    const calls = await atEveryCall<ArmedPerson>(
      platform,
      {
        worker: "auth",
        prepare: newlyArmed,
        act: off,
        recover: async (person) => {
          const { asked, token } = await enter(person);
          awaitCode(platform);
          if (asked) await off({ ...person, token });
        },
        assess: async (person, point) =>
          expect({ point, ...(await standing(person)) }).toEqual({ point, asked: false, told: false }),
      },
      crash,
    );
    expect(calls).toContain("AdminSetUserMFAPreference");
  }, 120_000);

  it("is off for both after an admin took it off again", async () => {
    const calls = await atEveryCall<ArmedPerson>(
      platform,
      {
        worker: "users",
        prepare: async () => {
          admin = { ...admin, ...(await login(platform, admin)).body };
          return newlyArmed();
        },
        act: reset,
        recover: reset,
        assess: async (person, point) => {
          const [after, told] = [await standing(person), await timesTold(person, /no longer/)];
          expect({ point, ...after, mails: told }).toEqual({ point, asked: false, told: false, mails: 1 });
        },
      },
      crash,
    );
    expect(calls).toContain("AdminUserGlobalSignOut");
  }, 120_000);
});
