import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { addUser, clientId, type LocalCognito, password, poolId, signIn, startCognito } from "./fixture/local-cognito";
import { codeAt, stepAt } from "./totp";

const pool = { MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] };
const email = "ada@example.com";
const UserPoolId = poolId;
const step = 30_000;
let local: LocalCognito;
let username: string;
beforeEach(async () => {
  local = await startCognito({ pool });
  username = await addUser(local, email);
});
afterEach(() => local.close());

const codeOf = (secret: string, ahead = 0): string => codeAt(secret, stepAt(local.time.now + ahead));

async function associate(): Promise<{ AccessToken: string; secret: string }> {
  const { accessToken: AccessToken } = await signIn(local, email);
  const { SecretCode = "" } = await local.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  return { AccessToken, secret: SecretCode };
}

const verify = (AccessToken: string, UserCode: string) =>
  local.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));

const prefer = (Enabled: boolean) =>
  local.sdk.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: email,
      SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
    }),
  );

/** @returns the secret, with the code of a step that has passed. */
async function setUp(): Promise<string> {
  const { AccessToken, secret } = await associate();
  await verify(AccessToken, codeOf(secret));
  await prefer(true);
  local.time.now += step;
  return secret;
}

const present = () =>
  local.sdk.send(
    new AdminInitiateAuthCommand({
      ...{ UserPoolId, ClientId: clientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );

const respond = (Session: string | undefined, code: string, USERNAME = username) =>
  local.sdk.send(
    new AdminRespondToAuthChallengeCommand({
      ...{ UserPoolId, ClientId: clientId, ChallengeName: "SOFTWARE_TOKEN_MFA", Session },
      ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );

const settings = async () =>
  (await local.sdk.send(new AdminGetUserCommand({ UserPoolId, Username: email }))).UserMFASettingList;

describe("setting an authenticator up", () => {
  test("asks for nothing at sign-in until it is verified and preferred", async () => {
    const { AccessToken, secret } = await associate();
    expect((await present()).ChallengeName).toBeUndefined();
    await verify(AccessToken, codeOf(secret));
    expect([(await present()).ChallengeName, await settings()]).toEqual([undefined, undefined]);
    await prefer(true);
    expect([(await present()).ChallengeName, await settings()]).toEqual(["SOFTWARE_TOKEN_MFA", ["SOFTWARE_TOKEN_MFA"]]);
    await prefer(false);
    expect([(await present()).ChallengeName, await settings()]).toEqual([undefined, undefined]);
  });

  test("refuses a code of another secret, and one of no secret", async () => {
    const { AccessToken, secret } = await associate();
    const mismatch = { name: "EnableSoftwareTokenMFAException" };
    await expect(verify(AccessToken, codeOf("A".repeat(52)))).rejects.toMatchObject(mismatch);
    await verify(AccessToken, codeOf(secret));
    await expect(verify(AccessToken, codeOf(secret))).rejects.toMatchObject(mismatch);
  });

  test("can't be preferred before it is verified", async () => {
    await associate();
    await expect(prefer(true)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("leaves the one that is in use alone until the next is verified", async () => {
    const { AccessToken, secret } = await associate();
    await verify(AccessToken, codeOf(secret));
    await prefer(true);
    const { SecretCode = "" } = await local.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    local.time.now += step;
    expect((await respond((await present()).Session, codeOf(secret))).AuthenticationResult).toBeDefined();
    await verify(AccessToken, codeOf(SecretCode));
    local.time.now += step;
    const { Session } = await present();
    await expect(respond(Session, codeOf(secret))).rejects.toMatchObject({ name: "CodeMismatchException" });
    expect((await respond(Session, codeOf(SecretCode))).AuthenticationResult).toBeDefined();
  });

  test("can be undone by the person's own token", async () => {
    const { AccessToken, secret } = await associate();
    await verify(AccessToken, codeOf(secret));
    await prefer(true);
    const SoftwareTokenMfaSettings = { Enabled: false };
    await local.sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    expect((await present()).AuthenticationResult).toBeDefined();
  });

  test("is refused where the pool has none", async () => {
    await local.close();
    local = await startCognito();
    await addUser(local, email);
    await expect(associate()).rejects.toMatchObject({ name: "SoftwareTokenMFANotFoundException" });
  });

  test("survives a restart", async () => {
    await setUp();
    const reopened = await local.reopen();
    const body = Buffer.from(JSON.stringify({ UserPoolId, Username: email }));
    const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.AdminGetUser" };
    const answer = await reopened.handle({ method: "POST", path: "/", query: new URLSearchParams(), headers, body });
    expect(String(answer.body)).toContain("SOFTWARE_TOKEN_MFA");
  });
});

describe("a sign-in with a code", () => {
  const mismatch = { name: "CodeMismatchException" };
  const invalid = { name: "NotAuthorizedException" };

  test("gives tokens, once", async () => {
    const secret = await setUp();
    const { Session } = await present();
    const { AuthenticationResult } = await respond(Session, codeOf(secret));
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    local.time.now += step;
    await expect(respond(Session, codeOf(secret))).rejects.toMatchObject(invalid);
  });

  test("goes on after a wrong code", async () => {
    const secret = await setUp();
    const { Session } = await present();
    await expect(respond(Session, codeOf("B".repeat(52)))).rejects.toMatchObject(mismatch);
    expect((await respond(Session, codeOf(secret))).AuthenticationResult).toBeDefined();
  });

  test("takes no code twice, whichever sign-in it was for", async () => {
    const secret = await setUp();
    await respond((await present()).Session, codeOf(secret));
    const used = { name: "ExpiredCodeException", message: "Your software token has already been used once." };
    await expect(respond((await present()).Session, codeOf(secret))).rejects.toMatchObject(used);
  });

  test("takes one of two that come at once with the same code", async () => {
    const secret = await setUp();
    const sessions = [(await present()).Session, (await present()).Session];
    const outcomes = await Promise.allSettled(sessions.map((session) => respond(session, codeOf(secret))));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("takes no code that is a minute old", async () => {
    const secret = await setUp();
    const { Session } = await present();
    const old = codeOf(secret);
    local.time.now += 2 * step;
    await expect(respond(Session, old)).rejects.toMatchObject(mismatch);
  });

  test("ends after three minutes", async () => {
    const secret = await setUp();
    const { Session } = await present();
    local.time.now += 3 * 60_000;
    await expect(respond(Session, codeOf(secret))).rejects.toMatchObject(invalid);
  });

  test("is nobody else's, nor known by an address", async () => {
    const secret = await setUp();
    const other = await addUser(local, "grace@example.com");
    const { Session } = await present();
    for (const name of [other, email, "grace@example.com"])
      await expect(respond(Session, codeOf(secret), name)).rejects.toMatchObject(invalid);
  });
});
