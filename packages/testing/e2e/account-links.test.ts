import { call, type Reply } from "../api";
import { callsOf } from "../effects";
import { mailsTo } from "../inbox";
import { mailedToken, mailedTokens } from "../mailed-links";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const hour = 3600_000;
const invalid = { status: 400, body: { code: "invalid_link" } };

describe("a mailed link", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const forgot = (email: string): Promise<Reply> =>
    call(platform, "POST /api/auth/forgot-password", { body: { email } });
  const reset = (token: string, password = "new-password-1"): Promise<Reply> =>
    call(platform, "POST /api/auth/reset-password", { body: { token, password } });
  const verify = (token: string): Promise<Reply> => call(platform, "POST /api/auth/verify-email", { body: { token } });
  const login = ({ email, password }: Pick<Person, "email" | "password">): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password } });
  const profile = (token: string): Promise<Reply> => call(platform, "GET /api/auth/profile", { token });

  async function newResetLink(person: Person): Promise<string> {
    await forgot(person.email);
    return mailedToken(platform, person.email, "reset-password");
  }

  /** Whoever registered is not signed in by the clock's next second any more: sessions end by the second. */
  const aMomentLater = () => {
    platform.ahead += 2000;
  };

  describe("for a forgotten password", () => {
    it("is asked for without learning whether the account exists", async () => {
      const { email } = await newPerson(platform);
      await forgot((await newPerson(platform)).email);
      const [known, unknown] = [await forgot(email), await forgot("nobody-there@example.com")];
      const shown = ({ status, headers, body }: Reply) => {
        // What tells the time of the request.
        const { "apigw-requestid": _id, date: _date, "ratelimit-reset": _reset, ...rest } = Object.fromEntries(headers);
        return [status, rest, body];
      };
      expect(known.status).toBe(202);
      expect(shown(known)).toEqual(shown(unknown));
      expect(callsOf(platform, known)).toEqual(callsOf(platform, unknown));
      expect(callsOf(platform, known)).toContain("dynamodb:TransactWriteItems");
      expect(await mailedTokens(platform, email, "reset-password")).toHaveLength(1);
      expect(await mailsTo(platform, "nobody-there@example.com")).toEqual([]);
      expect(await mailsTo(platform, "nobody")).toEqual([]);
    });

    it("isn't mailed to somebody suspended, who gets the same answer", async () => {
      const person = await newPerson(platform);
      const { setStatus } = await import("#core/user");
      await setStatus(person.id, "inactive", new Date());
      expect((await forgot(person.email)).status).toBe(202);
      expect(await mailedTokens(platform, person.email, "reset-password")).toEqual([]);
    });

    it("sets the new password, and the old one is over", async () => {
      const person = await newPerson(platform);
      const reply = await reset(await newResetLink(person));
      expect(reply).toMatchObject({ status: 200, body: { message: expect.any(String) } });
      expect((await login(person)).status).toBe(401);
      expect((await login({ ...person, password: "new-password-1" })).status).toBe(200);
    });

    it("ends every session: access tokens within seconds, refresh tokens at once", async () => {
      const person = await newPerson(platform);
      const other = (await login(person)).body;
      for (const token of [person.token, other.token]) expect((await profile(token)).status).toBe(200);
      const link = await newResetLink(person);
      aMomentLater();
      await reset(link);
      for (const refreshToken of [person.refreshToken, other.refreshToken])
        expect((await call(platform, "POST /api/auth/refresh-token", { body: { refreshToken } })).status).toBe(401);
      platform.ahead += 3000;
      for (const token of [person.token, other.token])
        expect(await profile(token)).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    });

    it("leads to a warning by mail", async () => {
      const person = await newPerson(platform);
      const link = await newResetLink(person);
      const before = (await mailsTo(platform, person.email)).length;
      await reset(link);
      expect(await mailsTo(platform, person.email)).toHaveLength(before + 1);
    });

    it("clears the failures that would have locked the account", async () => {
      const person = await newPerson(platform);
      const { recordFailure } = await import("#core/attempts");
      for (let n = 0; n < 12; n++) await recordFailure(person.email, new Date(Date.now() + platform.ahead));
      expect(await login(person)).toMatchObject({ status: 429, body: { code: "account_locked" } });
      await reset(await newResetLink(person));
      expect((await login({ ...person, password: "new-password-1" })).status).toBe(200);
    });

    it("works once", async () => {
      const link = await newResetLink(await newPerson(platform));
      expect((await reset(link)).status).toBe(200);
      expect(await reset(link, "another-password-2")).toMatchObject(invalid);
    });

    it.each(["AdminSetUserPassword", "AdminUserGlobalSignOut", "DeleteItem", "TransactWriteItems"])(
      "works still, when %s has failed at its use",
      async (failing) => {
        const link = await newResetLink(await newPerson(platform));
        const mend = platform.cloud.faults.inject(({ functionName, action }) =>
          action === failing && /-authFunction/.test(functionName ?? "") ? { before: "http500" } : undefined,
        );
        expect((await reset(link)).status).toBe(503);
        mend();
        expect((await reset(link)).status).toBe(200);
      },
    );

    it("works for one of two who use it at once", async () => {
      const link = await newResetLink(await newPerson(platform));
      const replies = await Promise.all([reset(link), reset(link)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
    });

    it("goes out of use with every other when the password has been changed", async () => {
      const person = await newPerson(platform);
      const older = await newResetLink(person);
      aMomentLater();
      const newer = await newResetLink(person);
      expect(newer).not.toBe(older);
      expect((await reset(newer)).status).toBe(200);
      expect(await reset(older, "thief-password-1")).toMatchObject(invalid);
      expect((await login({ ...person, password: "new-password-1" })).status).toBe(200);
    });

    it("expires after an hour", async () => {
      const person = await newPerson(platform);
      const [early, late] = [await newResetLink(person), await newResetLink(await newPerson(platform))];
      platform.ahead += hour - 60_000;
      expect((await reset(early)).status).toBe(200);
      platform.ahead += 60_000;
      expect(await reset(late)).toMatchObject(invalid);
    });

    it("survives a password that is too weak", async () => {
      const link = await newResetLink(await newPerson(platform));
      expect(await reset(link, "weak")).toMatchObject({ status: 400, body: { code: "invalid_input" } });
      expect((await reset(link)).status).toBe(200);
    });

    it("verifies no address", async () => {
      const person = await newPerson(platform, { verified: false });
      const link = await newResetLink(person);
      expect(await verify(link)).toMatchObject(invalid);
      expect((await profile(person.token)).body.user.email_verified).toBe(false);
      expect((await reset(link)).status).toBe(200);
    });
  });

  describe("for the verification of an address", () => {
    it("verifies it", async () => {
      const person = await newPerson(platform, { verified: false });
      expect((await profile(person.token)).body.user.email_verified).toBe(false);
      const reply = await verify(await mailedToken(platform, person.email, "verify-email"));
      expect(reply).toMatchObject({ status: 200, body: { message: expect.any(String) } });
      expect((await profile(person.token)).body.user.email_verified).toBe(true);
    });

    it("works once", async () => {
      const { email } = await newPerson(platform, { verified: false });
      const link = await mailedToken(platform, email, "verify-email");
      const replies = await Promise.all([verify(link), verify(link)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(await verify(link)).toMatchObject(invalid);
    });

    it("expires after three days", async () => {
      const { email } = await newPerson(platform, { verified: false });
      const link = await mailedToken(platform, email, "verify-email");
      platform.ahead += 72 * hour;
      expect(await verify(link)).toMatchObject(invalid);
    });

    it("resets no password", async () => {
      const person = await newPerson(platform, { verified: false });
      const link = await mailedToken(platform, person.email, "verify-email");
      expect(await reset(link)).toMatchObject(invalid);
      expect((await login(person)).status).toBe(200);
      expect((await verify(link)).status).toBe(200);
    });

    it("is mailed again on request, and either of the two works", async () => {
      const person = await newPerson(platform, { verified: false });
      const first = await mailedToken(platform, person.email, "verify-email");
      const again = await call(platform, "POST /api/auth/resend-verification", { token: person.token });
      expect(again.status).toBe(202);
      const tokens = await mailedTokens(platform, person.email, "verify-email");
      expect(new Set(tokens).size).toBe(2);
      const second = tokens.find((token) => token !== first) ?? "";
      expect((await verify(second)).status).toBe(200);
    });

    it("isn't mailed again once the address is verified", async () => {
      const person = await newPerson(platform, { verified: false });
      await verify(await mailedToken(platform, person.email, "verify-email"));
      const again = await call(platform, "POST /api/auth/resend-verification", { token: person.token });
      expect(again).toMatchObject({ status: 409, body: { code: "email_verified" } });
      expect(await mailedTokens(platform, person.email, "verify-email")).toHaveLength(1);
    });
  });

  it.each(["x".repeat(43), "0123456789abcdef"])("that was never mailed does nothing (%s)", async (token) => {
    expect(await verify(token)).toMatchObject(invalid);
    expect(await reset(token)).toMatchObject(invalid);
  });

  it("can't be made from what the table holds", async () => {
    const person = await newPerson(platform, { verified: false });
    const mailed = await mailedToken(platform, person.email, "verify-email");
    const { DynamoDBDocumentClient, ScanCommand } = await import("@aws-sdk/lib-dynamodb");
    const { documents, store } = await import("#adapters/table");
    expect(documents).toBeInstanceOf(DynamoDBDocumentClient);
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: store.table }));
    const row = Items.find(({ __edb_e__, email }) => __edb_e__ === "link" && email === person.email);
    expect(row).toBeDefined();
    expect(JSON.stringify(Items)).not.toContain(mailed);
    for (const guess of [row?.hash, row?.seed]) expect(await verify(guess)).toMatchObject(invalid);
  });
});
