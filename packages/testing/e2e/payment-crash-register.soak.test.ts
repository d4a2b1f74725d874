import { randomUUID } from "node:crypto";
import { call } from "../api";
import { atEveryCall, atEveryCallAtOnce, delays, type Job, usual } from "../crash";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";

interface Applicant {
  name: string;
  email: string;
  password: string;
}

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("registering, tried again", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
  });
  afterAll(() => platform.close());

  const register = (body: Applicant) => call(platform, "POST /api/auth/register", { body });

  const job: Job<Applicant> = {
    worker: "auth",
    prepare: async () => ({ name: "Asha Rao", email: `${randomUUID()}@example.com`, password: "password123" }),
    act: register,
    recover: async (applicant) => {
      expect([201, 409]).toContain((await register(applicant)).status);
      const { email, password } = applicant;
      const login = await call(platform, "POST /api/auth/login", { body: { email, password } });
      expect(login.status).toBe(200);
      const profile = await call(platform, "GET /api/auth/profile", { token: login.body.token });
      expect(profile).toMatchObject({ status: 200, body: { user: { email, role: "student", email_verified: false } } });
      await platform.settled();
    },
    assess: async ({ email }, point) => {
      const { user, mails } = await readRecords(platform);
      const subjects = mails.filter(({ to }) => to.includes(email)).map(({ subject }) => subject);
      expect([point, user.filter((one) => one.email === email).length]).toEqual([point, 1]);
      expect([point, subjects.sort()]).toEqual([point, ["Confirm your e-mail address", "Welcome to Insta iQ"]]);
    },
  };

  it.each(usual)("opens one account after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    expect(points.slice(0, 3)).toEqual(["AdminCreateUser", "AdminSetUserPassword", "AdminAddUserToGroup"]);
    expect(points.slice(3)).toEqual(["GetSecretValue", "TransactWriteItems", "AdminInitiateAuth"]);
  });

  it.each(delays)("opens one account after $name any of its calls", async (delay) => {
    expect(await atEveryCallAtOnce(platform, job, delay, 6)).toHaveLength(6);
  });
});
