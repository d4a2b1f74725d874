import { randomUUID } from "node:crypto";
import { call, type Reply } from "../api";
import { postFrom } from "../elsewhere";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

const second = 1000;
const minute = 60 * second;
const quarter = 15 * minute;

const newAddress = () => `${randomUUID().slice(0, 13)}@example.com`;

describe("guessing", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  /** Moves the clock to just behind the beginning of the next window, so that a test has all of it. */
  function awaitWindow(): void {
    const now = Date.now() + platform.ahead;
    platform.ahead += (Math.floor(now / quarter) + 1) * quarter + 10 * second - now;
  }
  beforeEach(awaitWindow);

  const limits = ({ headers }: Reply) =>
    ["limit", "remaining", "reset"].map((name) => Number(headers.get(`ratelimit-${name}`) ?? Number.NaN));
  const login = (email: string, password = "wrong-password-1", headers = {}): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password }, headers });
  const times = async (count: number, act: () => Promise<Reply>): Promise<Reply[]> => {
    const replies: Reply[] = [];
    for (let n = 0; n < count; n++) replies.push(await act());
    return replies;
  };

  describe("is limited to five attempts in 15 minutes per account and address", () => {
    it("which every answer counts down", async () => {
      const { email } = await newPerson(platform);
      const replies = await times(6, () => login(email));
      expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      expect(replies.map((reply) => limits(reply).slice(0, 2))).toEqual(
        [4, 3, 2, 1, 0, 0].map((remaining) => [5, remaining]),
      );
      const [, , reset = 0] = limits(replies[0] as Reply);
      expect(reset).toBeGreaterThan(14 * 60);
      expect(reset).toBeLessThanOrEqual(15 * 60);
    });

    it("and refused with the time to wait", async () => {
      const { email } = await newPerson(platform);
      const refused = (await times(6, () => login(email))).at(-1) as Reply;
      expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
      const [, , reset] = limits(refused);
      expect(Number(refused.headers.get("retry-after"))).toBe(reset);
    });

    it("the right password being no exception", async () => {
      const { email, password } = await newPerson(platform);
      await times(5, () => login(email));
      expect((await login(email, password)).status).toBe(429);
    });

    it("until the window has passed", async () => {
      const { email, password } = await newPerson(platform);
      const refused = (await times(6, () => login(email))).at(-1) as Reply;
      platform.ahead += Number(refused.headers.get("retry-after")) * second;
      expect((await login(email, password)).status).toBe(200);
    });

    it("also when they come at once", async () => {
      const { email } = await newPerson(platform);
      const replies = await Promise.all(Array.from({ length: 12 }, () => login(email)));
      expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(replies.filter(({ status }) => status === 429)).toHaveLength(7);
    });

    it("whatever address the request claims to come from", async () => {
      const { email } = await newPerson(platform);
      let n = 0;
      const replies = await times(6, () => {
        const forged = `203.0.113.${++n}`;
        const headers = { "x-forwarded-for": forged, "x-real-ip": forged, forwarded: `for=${forged}` };
        return login(email, "wrong-password-1", headers);
      });
      expect(replies.at(-1)?.status).toBe(429);
    });

    it("in whatever case the account is written", async () => {
      const { email } = await newPerson(platform);
      await times(5, () => login(email));
      expect((await login(email.toUpperCase())).status).toBe(429);
    });

    it("and leaves other accounts, and other addresses, alone", async () => {
      const [first, second] = [await newPerson(platform), await newPerson(platform)];
      await times(6, () => login(first.email));
      expect((await login(second.email, second.password)).status).toBe(200);
      const { email, password } = first;
      expect((await postFrom(platform, "203.0.113.9", "/api/auth/login", { email, password })).status).toBe(200);
    });

    it.each(["forgot-password", "login"])("on %s, whether or not the account exists", async (action) => {
      const { email } = await newPerson(platform);
      const body = (address: string) => (action === "login" ? { email: address, password: "x" } : { email: address });
      for (const address of [email, newAddress()]) {
        const replies = await times(6, () => call(platform, `POST /api/auth/${action}`, { body: body(address) }));
        expect(replies.map(({ status }) => status === 429)).toEqual([false, false, false, false, false, true]);
      }
    });

    it.each([
      ["verify-email", {}],
      ["reset-password", { password: "password123" }],
    ])("on %s, per token", async (action, more) => {
      const body = { token: randomUUID(), ...more };
      const replies = await times(6, () => call(platform, `POST /api/auth/${action}`, { body }));
      expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429]);
    });

    it.each([
      ["POST /api/auth/resend-verification", {}, 409],
      ["PUT /api/auth/change-password", { current_password: "wrong-1", new_password: "password456" }, 401],
    ])("on %s, per person", async (route, body, status) => {
      const { token } = await newPerson(platform);
      const replies = await times(6, () => call(platform, route, { token, body }));
      expect(replies.map((reply) => reply.status)).toEqual([status, status, status, status, status, 429]);
    });
  });

  describe("from many addresses locks the account", () => {
    let addresses = 0;
    const tryFrom = (address: string, { email, password }: Pick<Person, "email" | "password">): Promise<Reply> =>
      postFrom(platform, address, "/api/auth/login", { email, password });
    const newPlace = () => `198.51.100.${++addresses}`;
    const guess = (email: string): Promise<Reply> => tryFrom(newPlace(), { email, password: "wrong-password-1" });
    const waitOf = ({ headers }: Reply) => Number(headers.get("retry-after"));

    it("after ten failures, for a minute", async () => {
      const person = await newPerson(platform);
      const replies = await times(11, () => guess(person.email));
      expect(replies.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(401));
      expect(replies[10]).toMatchObject({ status: 429, body: { code: "account_locked" } });
      expect(waitOf(replies[10] as Reply)).toBeGreaterThan(55);
      expect(waitOf(replies[10] as Reply)).toBeLessThanOrEqual(60);
      expect(await tryFrom(newPlace(), person)).toMatchObject({ status: 429, body: { code: "account_locked" } });
      platform.ahead += minute;
      expect((await tryFrom(newPlace(), person)).status).toBe(200);
    });

    it("for twice as long with each further failure", async () => {
      const { email } = await newPerson(platform);
      await times(10, () => guess(email));
      const waits: number[] = [];
      for (let n = 0; n < 5; n++) {
        const wait = waitOf(await guess(email));
        waits.push(Math.ceil(wait / 60));
        platform.ahead += wait * second;
        expect((await guess(email)).status).toBe(401);
      }
      expect(waits).toEqual([1, 2, 4, 8, 16]);
    });

    it("alike where there is none", async () => {
      const [known, unknown] = [(await newPerson(platform)).email, newAddress()];
      const seen = await Promise.all([known, unknown].map((email) => times(11, () => guess(email))));
      const [ofKnown, ofUnknown] = seen.map((replies) => replies.map(({ status, body }) => [status, body.code]));
      expect(ofKnown).toEqual(ofUnknown);
      expect(ofKnown?.at(-1)).toEqual([429, "account_locked"]);
    });

    it("unless a right password comes between, which clears the count", async () => {
      const person = await newPerson(platform);
      await times(9, () => guess(person.email));
      expect((await tryFrom(newPlace(), person)).status).toBe(200);
      const replies = await times(9, () => guess(person.email));
      expect(replies.map(({ status }) => status)).toEqual(Array(9).fill(401));
      expect((await tryFrom(newPlace(), person)).status).toBe(200);
    });

    it("but nobody who is signed in already", async () => {
      const { email, token } = await newPerson(platform);
      await times(11, () => guess(email));
      expect((await call(platform, "GET /api/auth/profile", { token })).status).toBe(200);
    });
  });
});
