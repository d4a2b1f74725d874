import { randomUUID } from "node:crypto";
import {
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { operatorEnvironment, outputOf } from "#local/platform";
import { call, type Reply } from "../api";
import { callsOf } from "../effects";
import { functionNamed } from "../elsewhere";
import { mailsTo } from "../inbox";
import { openTestPlatform, type TestPlatform } from "../platform";

const newAddress = () => `${randomUUID().slice(0, 13)}@example.com`;

describe("registering", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  afterAll(() => platform.close());

  const register = (overrides: object = {}): Promise<Reply> => {
    const body = { name: "Asha Rao", email: newAddress(), password: "password123", ...overrides };
    return call(platform, "POST /api/auth/register", { body });
  };

  const login = (email: string, password = "password123"): Promise<Reply> =>
    call(platform, "POST /api/auth/login", { body: { email, password } });

  const profile = (token: string): Promise<Reply> => call(platform, "GET /api/auth/profile", { token });

  async function groupsOf(email: string): Promise<(string | undefined)[]> {
    const { AWS_REGION, AWS_ENDPOINT_URL } = operatorEnvironment(platform.cloud);
    const client = new CognitoIdentityProviderClient({ region: AWS_REGION, endpoint: AWS_ENDPOINT_URL });
    const asked = { UserPoolId: outputOf(platform.cloud, "UserPoolId"), Username: email };
    const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand(asked));
    return Groups.map(({ GroupName }) => GroupName);
  }

  it("answers tokens and the new student, whose address is not verified", async () => {
    const email = newAddress();
    const reply = await register({ email, phone: "+91 98765 43210" });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      message: "User registered successfully",
      token: expect.stringMatching(/^ey/),
      refreshToken: expect.any(String),
      user: { id: expect.any(String), name: "Asha Rao", email, role: "student", email_verified: false },
    });
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  it("signs in at once: the token opens the own profile", async () => {
    const { body } = await register({ phone: "+91 98765 43210" });
    const own = await profile(body.token);
    expect(own).toMatchObject({
      status: 200,
      body: { user: { ...body.user, status: "active", phone: "+91 98765 43210", bio: null, avatar_url: null } },
    });
    expect(await groupsOf(body.user.email)).toEqual(["student"]);
  });

  it("mails a welcome and a verification link, once each", async () => {
    const { body } = await register();
    const mails = await mailsTo(platform, body.user.email);
    expect(mails).toHaveLength(2);
    expect(mails.filter(({ text }) => text.includes("/verify-email?token="))).toHaveLength(1);
  });

  it("keeps the address in lower case and without spaces around", async () => {
    const email = newAddress();
    const reply = await register({ email: `  ${email.toUpperCase()} ` });
    expect(reply.body.user.email).toBe(email);
  });

  it("refuses an address that is taken, in whatever case", async () => {
    const email = newAddress();
    await register({ email });
    for (const again of [email, email.toUpperCase()])
      expect(await register({ email: again, password: "another-1" })).toMatchObject({
        status: 409,
        body: { code: "email_taken" },
      });
    expect(await login(email)).toMatchObject({ status: 200 });
  });

  it("lets one of many registrations of the same address through", async () => {
    const email = newAddress();
    const replies = await Promise.all(Array.from({ length: 6 }, () => register({ email })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await login(email)).toMatchObject({ status: 200 });
  });

  it("lets nobody's registration set the password of another's", async () => {
    const email = newAddress();
    const passwords = ["password-1", "password-2", "password-3", "password-4"];
    const replies = await Promise.all(passwords.map((password) => register({ email, password })));
    const admitted = replies.map(({ status }) => status === 201);
    expect(admitted.filter(Boolean)).toHaveLength(1);
    const works = await Promise.all(passwords.map(async (password) => (await login(email, password)).status === 200));
    expect(works).toEqual(admitted);
  });

  it.each([
    ["short1", "must have at least 8 characters"],
    ["NOLOWERCASE1", "must contain a lower-case letter"],
    ["nodigitshere", "must contain a digit"],
    [" password1 ", "must not begin or end with a space"],
  ])("names what is weak about the password %j", async (password, message) => {
    const reply = await register({ password });
    expect(reply).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    expect(reply.body.errors).toContainEqual({ path: "body.password", message });
  });

  it("tells all faults at once, and opens no account", async () => {
    const reply = await register({ name: "", email: "nobody", password: "x", phone: "abc" });
    const paths = new Set(reply.body.errors.map(({ path }: { path: string }) => path));
    expect([...paths].sort()).toEqual(["body.email", "body.name", "body.password", "body.phone"]);
    expect(callsOf(platform, reply)).toEqual([]);
  });

  it.each([
    ["role", "admin"],
    ["status", "active"],
    ["email_verified", true],
    ["id", "me"],
  ])("doesn't let anybody choose their %s", async (field, value) => {
    const reply = await register({ [field]: value });
    expect(reply).toMatchObject({
      status: 400,
      body: { errors: [{ path: `body.${field}`, message: "is not a known field" }] },
    });
  });

  describe("that a crash interrupts", () => {
    /** Kills the function once, as the given call of a registration returns. */
    function crashAfter(n: number): () => boolean {
      let struck = false;
      const stop = platform.cloud.faults.inject((made) => {
        if (struck || !made.functionName?.includes("authFunction") || made.n !== n) return undefined;
        struck = true;
        return { after: "crash" };
      });
      return () => {
        stop();
        return struck;
      };
    }

    // Create, set the password, join the group, read the secret, write the row, sign in.
    it.each([1, 2, 3, 4, 5, 6])("after its AWS call %i succeeds when it is repeated, or as a login", async (n) => {
      const email = newAddress();
      await platform.cloud.reload(functionNamed(platform, "auth"));
      const stop = crashAfter(n);
      const interrupted = await register({ email });
      expect(stop()).toBe(true);
      expect(interrupted.status).toBe(500);

      const again = await register({ email });
      const entered = again.status === 201 ? again : await login(email);
      expect([again.status, entered.status]).toEqual(again.status === 201 ? [201, 201] : [409, 200]);
      expect((await profile(entered.body.token)).body.user).toMatchObject({ email, role: "student", status: "active" });
      expect(await groupsOf(email)).toEqual(["student"]);
      const mails = await mailsTo(platform, email);
      expect(mails.filter(({ text }) => text.includes("/verify-email?token="))).toHaveLength(1);
      expect(mails).toHaveLength(2);
    });

    it("can be taken up with another password once it can't be running any more", async () => {
      const email = newAddress();
      const stop = crashAfter(1);
      await register({ email, password: "first-try-1" });
      stop();
      expect(await register({ email, password: "second-try-2" })).toMatchObject({ status: 409 });
      platform.ahead += 16_000;
      expect(await register({ email, password: "second-try-2" })).toMatchObject({ status: 201 });
      expect(await login(email, "first-try-1")).toMatchObject({ status: 401 });
      expect(await login(email, "second-try-2")).toMatchObject({ status: 200 });
    });
  });
});
