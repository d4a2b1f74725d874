import { createHmac } from "node:crypto";
import { call, type Reply } from "../api";
import {
  type ArmedPerson,
  answer,
  arm,
  awaitCode,
  begin,
  codeFor,
  confirm,
  login,
  loginWithCode,
  step,
  wrongCode,
} from "../authenticator";
import { postFrom } from "../elsewhere";
import { mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const minute = 60_000;

describe("a second factor", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const code = (secret: string, steps = 0) => codeFor(platform, secret, steps);
  const profile = async ({ token }: { token: string }) =>
    (await call(platform, "GET /api/auth/profile", { token })).body.user;
  const off = ({ token, password }: Person, digits: string) =>
    call(platform, "DELETE /api/auth/second-factor", { token, body: { password, code: digits } });
  const sessionOf = async (person: Person): Promise<string> =>
    (await login(platform, person)).body.second_factor.session;
  const codesOf = (replies: Reply[]) => replies.map(({ status, body }) => [status, body.code]);

  describe("is set up", () => {
    it("by a secret that an app takes as a QR code, and nothing asks for it yet", async () => {
      const person = await newPerson(platform);
      const { token, email, password } = person;
      const reply = await call(platform, "POST /api/auth/second-factor", { token, body: { password } });
      const { secret, uri } = reply.body.second_factor;
      expect(secret).toMatch(/^[A-Z2-7]{52}$/);
      const { protocol, host, pathname, searchParams } = new URL(uri);
      expect([protocol, host, decodeURIComponent(pathname)]).toEqual(["otpauth:", "totp", `/Insta iQ:${email}`]);
      expect(Object.fromEntries(searchParams)).toEqual({ secret, issuer: "Insta iQ" });
      expect((await login(platform, person)).body.token).toBeDefined();
      expect(await profile(person)).toMatchObject({ second_factor: false, second_factor_required: false });
    });

    it("by its first code, which gives new tokens, shows in the profile, and is mailed once", async () => {
      const person = await arm(platform, await newPerson(platform));
      expect(await profile(person)).toMatchObject({ id: person.id, second_factor: true });
      const refreshed = { body: { refreshToken: person.refreshToken } };
      expect((await call(platform, "POST /api/auth/refresh-token", refreshed)).status).toBe(200);
      const subjects = (await mailsTo(platform, person.email)).map(({ subject }) => subject);
      expect(subjects.filter((subject) => subject === "Signing in now takes a code as well")).toHaveLength(1);
    });

    it("and every session of before is over", async () => {
      const person = await newPerson(platform);
      const other = (await login(platform, person)).body;
      platform.ahead += 2000;
      await arm(platform, person);
      for (const { token, refreshToken } of [person, other]) {
        expect((await call(platform, "GET /api/auth/profile", { token })).status).toBe(401);
        expect((await call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } })).status).toBe(401);
      }
    });

    it("not without the password, nor by a wrong code, nor twice", async () => {
      const person = await newPerson(platform);
      const { token } = person;
      const wrong = { token, body: { password: "wrong-password-1" } };
      expect((await call(platform, "POST /api/auth/second-factor", wrong)).body.code).toBe("invalid_credentials");
      const secret = await begin(platform, person);
      const guessing = await confirm(platform, { ...person, password: "wrong-password-1" }, code(secret));
      expect(guessing.body.code).toBe("invalid_credentials");
      const refused = await confirm(platform, person, wrongCode(platform, secret));
      expect([refused.status, refused.body.code]).toEqual([401, "invalid_code"]);
      expect((await login(platform, person)).body.token).toBeDefined();
      expect((await confirm(platform, person, code(secret))).status).toBe(200);
    });

    it("once, and not over again while it is on", async () => {
      const person = await arm(platform, await newPerson(platform));
      const { token, password } = person;
      const again = await call(platform, "POST /api/auth/second-factor", { token, body: { password } });
      const twice = await confirm(platform, person, code(person.secret));
      expect(codesOf([again, twice])).toEqual([
        [409, "wrong_state"],
        [409, "wrong_state"],
      ]);
    });

    it("once, by one of two confirmations that come together", async () => {
      const person = await newPerson(platform);
      const secret = await begin(platform, person);
      const both = await Promise.all([
        confirm(platform, person, code(secret)),
        confirm(platform, person, code(secret)),
      ]);
      expect(both.map(({ status }) => status === 200).toSorted()).toEqual([false, true]);
      expect(both.every(({ status }) => status < 500)).toBe(true);
      awaitCode(platform);
      expect((await loginWithCode(platform, { ...person, secret })).body.user.second_factor).toBe(true);
      const subjects = (await mailsTo(platform, person.email)).map(({ subject }) => subject);
      expect(subjects.filter((subject) => /takes a code/.test(subject))).toHaveLength(1);
    });

    it("by the latest secret only", async () => {
      const person = await newPerson(platform);
      const [first, second] = [await begin(platform, person), await begin(platform, person)];
      expect((await confirm(platform, person, code(first))).body.code).toBe("invalid_code");
      expect((await confirm(platform, person, code(second))).status).toBe(200);
    });
  });

  describe("is asked for at sign-in", () => {
    let person: ArmedPerson;
    beforeEach(async () => {
      person = await arm(platform, await newPerson(platform));
    });

    it("after the right password, and its code opens the account", async () => {
      const first = await login(platform, person);
      expect(first).toMatchObject({ status: 200, body: { second_factor: { expires_in: 300 } } });
      expect(Object.keys(first.body).toSorted()).toEqual(["message", "second_factor"]);
      const second = await answer(platform, person.email, first.body.second_factor.session, code(person.secret));
      expect(second).toMatchObject({ status: 200, body: { user: { id: person.id, second_factor: true } } });
      expect(await profile(second.body)).toMatchObject({ id: person.id });
    });

    it("and not before: a wrong password looks as ever", async () => {
      const reply = await login(platform, { ...person, password: "wrong-password-1" });
      expect([reply.status, reply.body.code]).toEqual([401, "invalid_credentials"]);
    });

    it("and a wrong, an old and a used code are refused alike", async () => {
      const [wrong, old] = [wrongCode(platform, person.secret), code(person.secret, -4)];
      const session = await sessionOf(person);
      const refused = [
        await answer(platform, person.email, session, wrong),
        await answer(platform, person.email, session, old),
      ];
      const used = code(person.secret);
      expect((await answer(platform, person.email, session, used)).status).toBe(200);
      refused.push(await answer(platform, person.email, await sessionOf(person), used));
      expect(new Set(refused.map(({ status, body }) => `${status} ${body.code} ${body.message}`)).size).toBe(1);
      expect(codesOf(refused)[0]).toEqual([401, "invalid_code"]);
    });

    it("and so are a session that is over, somebody else's, made up, altered, and an address that nobody has", async () => {
      const session = await sessionOf(person);
      const other = await arm(platform, await newPerson(platform));
      const altered = `${session.slice(0, -8)}AAAAAAAA`;
      const tries: [string, string][] = [
        [other.email, session],
        ["nobody@example.com", session],
        [person.email, "made-up"],
        [person.email, altered],
      ];
      const replies = await Promise.all(
        tries.map(([email, given]) => answer(platform, email, given, code(person.secret))),
      );
      platform.ahead += 5 * minute;
      replies.push(await answer(platform, person.email, session, code(person.secret)));
      expect(new Set(replies.map(({ status, body }) => `${status} ${body.code} ${body.message}`))).toEqual(
        new Set(["401 invalid_code The code is wrong, was used before, or the sign-in has taken too long"]),
      );
    });

    it("in a session that tells nothing that Cognito itself would take", async () => {
      const session = await sessionOf(person);
      const { CognitoIdentityProviderClient, RespondToAuthChallengeCommand } = await import(
        "@aws-sdk/client-cognito-identity-provider"
      );
      const { outputOf } = await import("#local/platform");
      const respond = new RespondToAuthChallengeCommand({
        ...{
          ClientId: outputOf(platform.cloud, "SiteClientId"),
          ChallengeName: "SOFTWARE_TOKEN_MFA",
          Session: session,
        },
        ChallengeResponses: { USERNAME: person.id, SOFTWARE_TOKEN_MFA_CODE: code(person.secret) },
      });
      await expect(new CognitoIdentityProviderClient({}).send(respond)).rejects.toThrow("Invalid session");
    });

    it("once of two that come together with the same code", async () => {
      const session = await sessionOf(person);
      const digits = code(person.secret);
      const both = await Promise.all([1, 2].map(() => answer(platform, person.email, session, digits)));
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    });

    it("five times in a quarter of an hour from one address", async () => {
      const session = await sessionOf(person);
      const replies: Reply[] = [];
      const wrong = wrongCode(platform, person.secret);
      for (let n = 0; n < 6; n++) replies.push(await answer(platform, person.email, session, wrong));
      expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      expect((await answer(platform, person.email, session, code(person.secret))).status).toBe(429);
    });

    it("ten times from anywhere before the account locks, however often the password is right in between", async () => {
      const from = (address: string, path: string, body: object) => postFrom(platform, address, path, body);
      const { email, password, secret } = person;
      const wrong = wrongCode(platform, secret);
      const codes: string[] = [];
      for (let n = 1; n <= 11; n++) {
        const place = `198.51.101.${n}`;
        const first = await from(place, "/api/auth/login", { email, password });
        const session = first.body.second_factor?.session ?? "none";
        codes.push((await from(place, "/api/auth/login/second-factor", { email, session, code: wrong })).body.code);
      }
      expect(codes).toEqual([...Array(10).fill("invalid_code"), "account_locked"]);
      expect((await from("198.51.101.99", "/api/auth/login", { email, password })).body.code).toBe("account_locked");
      platform.ahead += 2 * minute;
      expect((await loginWithCode(platform, person)).status).toBe(200);
    });

    it("after the password was changed, and after it was reset", async () => {
      const body = { current_password: person.password, new_password: "changed-123" };
      const changed = await call(platform, "PUT /api/auth/change-password", { token: person.token, body });
      expect(changed).toMatchObject({ status: 200, body: { second_factor: { expires_in: 300 } } });
      const { session } = changed.body.second_factor;
      expect((await answer(platform, person.email, session, code(person.secret))).status).toBe(200);
      await call(platform, "POST /api/auth/forgot-password", { body: { email: person.email } });
      const texts = (await mailsTo(platform, person.email)).map(({ text }) => text).join("\n");
      const [, token] = /reset-password\?token=([\w-]+)/.exec(texts) ?? [];
      const reset = { token, password: "forgot-123" };
      expect((await call(platform, "POST /api/auth/reset-password", { body: reset })).status).toBe(200);
      awaitCode(platform);
      const again = await loginWithCode(platform, { ...person, password: "forgot-123" });
      expect(again.body.user.id).toBe(person.id);
    });

    it("and not by who deletes the account with a session and the password", async () => {
      const { token, password } = person;
      expect((await call(platform, "DELETE /api/auth/profile", { token, body: { password } })).status).toBe(200);
      expect((await mailsTo(platform, person.email)).filter(({ subject }) => /no longer/.test(subject))).toEqual([]);
    });
  });

  describe("is switched off", () => {
    it("by password and code, which is mailed, and can be set up again", async () => {
      const person = await arm(platform, await newPerson(platform));
      expect((await off(person, code(person.secret))).status).toBe(200);
      expect((await login(platform, person)).body.user).toMatchObject({ second_factor: false });
      expect(await profile(person)).toMatchObject({ second_factor: false });
      const subjects = (await mailsTo(platform, person.email)).map(({ subject }) => subject);
      expect(subjects).toContain("Signing in no longer takes a code");
      expect((await arm(platform, person)).secret).not.toBe(person.secret);
    });

    it("not by a wrong code, a used one, or a wrong password; and not where there is none", async () => {
      const person = await arm(platform, await newPerson(platform));
      const used = code(person.secret);
      await answer(platform, person.email, await sessionOf(person), used);
      const refused = [
        await off(person, wrongCode(platform, person.secret)),
        await off(person, used),
        await off({ ...person, password: "wrong-password-1" }, code(person.secret, 1)),
        await off(await newPerson(platform), "123456"),
      ];
      expect(codesOf(refused)).toEqual([
        [401, "invalid_code"],
        [401, "invalid_code"],
        [401, "invalid_credentials"],
        [409, "wrong_state"],
      ]);
      expect((await login(platform, person)).body.second_factor).toBeDefined();
    });
  });

  describe("that is lost", () => {
    const reason = "Lost their phone; called from the number that we know";
    const reset = (by: Person, id: string) =>
      call(platform, `DELETE /api/users/${id}/second-factor`, { token: by.token, body: { reason } });

    it("is taken off by an admin, on record, with all sessions ended and a mail", async () => {
      const admin = await newPerson(platform, { role: "admin" });
      const person = await arm(platform, await newPerson(platform, { role: "instructor" }));
      platform.ahead += 2000;
      expect(await reset(admin, person.id)).toMatchObject({ status: 200, body: { user: { second_factor: false } } });
      platform.ahead += 4000;
      expect((await call(platform, "GET /api/auth/profile", { token: person.token })).status).toBe(401);
      const refreshed = { body: { refreshToken: person.refreshToken } };
      expect((await call(platform, "POST /api/auth/refresh-token", refreshed)).status).toBe(401);
      expect((await login(platform, person)).body.user.second_factor).toBe(false);
      const { body } = await call(platform, `GET /api/audit?subject=${person.id}`, { token: admin.token });
      expect(body.entries[0]).toMatchObject({
        action: "user.second-factor",
        detail: { reason },
        actor: { id: admin.id },
      });
      const subjects = (await mailsTo(platform, person.email)).map(({ subject }) => subject);
      expect(subjects).toContain("Signing in no longer takes a code");
    });

    it("isn't taken off by oneself, nor where there is none, nor from nobody, nor without a reason", async () => {
      const admin = await arm(platform, await newPerson(platform, { role: "admin" }));
      const person = await newPerson(platform);
      const silent = call(platform, `DELETE /api/users/${person.id}/second-factor`, { token: admin.token, body: {} });
      const replies = [await reset(admin, admin.id), await reset(admin, person.id), await reset(admin, "nobody")];
      expect(codesOf([...replies, await silent])).toEqual([
        [409, "wrong_state"],
        [409, "wrong_state"],
        [404, "user_not_found"],
        [400, "invalid_input"],
      ]);
      expect((await login(platform, admin)).body.second_factor).toBeDefined();
    });
  });

  it("is switched off at Cognito past us: the next sign-in tells the row, and the person", async () => {
    const person = await arm(platform, await newPerson(platform));
    const { CognitoIdentityProviderClient, SetUserMFAPreferenceCommand } = await import(
      "@aws-sdk/client-cognito-identity-provider"
    );
    const past = { AccessToken: person.token, SoftwareTokenMfaSettings: { Enabled: false } };
    await new CognitoIdentityProviderClient({}).send(new SetUserMFAPreferenceCommand(past));
    expect((await login(platform, person)).body.user).toMatchObject({ id: person.id, second_factor: false });
    const subjects = (await mailsTo(platform, person.email)).map(({ subject }) => subject);
    expect(subjects).toContain("Signing in no longer takes a code");
  });

  it("has codes as any app makes them", async () => {
    const secret = await begin(platform, await newPerson(platform));
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
    const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeUInt32BE(Math.floor((Date.now() + platform.ahead) / step), 4);
    const digest = createHmac("sha1", key).update(counter).digest();
    const number = digest.readUInt32BE((digest[19] ?? 0) & 15) & 0x7fffffff;
    expect(code(secret)).toBe(String(number % 1_000_000).padStart(6, "0"));
  });
});
