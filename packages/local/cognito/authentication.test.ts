import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { addUser, clientId, type LocalCognito, password, poolId, signIn, startCognito } from "./fixture/local-cognito";

const UserPoolId = poolId;
const ClientId = clientId;
const email = "ada@example.com";
const wrongCredentials = { name: "NotAuthorizedException", message: "Incorrect username or password." };
let local: LocalCognito;
afterEach(() => local.close());

function adminSignIn(USERNAME: string, PASSWORD = password) {
  const AuthParameters = { USERNAME, PASSWORD };
  return local.sdk.send(
    new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters }),
  );
}

describe("signing in by password", () => {
  test.each([email, "ADA@Example.com"])("succeeds as %s", async (name) => {
    local = await startCognito();
    await addUser(local, email);
    const { accessToken, idToken, refreshToken, expiresIn } = await signIn(local, name);
    expect([accessToken, idToken, refreshToken].every((token) => token.length > 40)).toBe(true);
    expect(expiresIn).toBe(15 * 60);
  });

  test("succeeds for an administrator's call", async () => {
    local = await startCognito();
    await addUser(local, email);
    const { AuthenticationResult, ChallengeName } = await adminSignIn(email);
    expect(AuthenticationResult?.TokenType).toBe("Bearer");
    expect(ChallengeName).toBeUndefined();
  });

  test("answers a wrong password and an unknown user alike", async () => {
    local = await startCognito();
    await addUser(local, email);
    await expect(signIn(local, email, "Wrong-horse77")).rejects.toMatchObject(wrongCredentials);
    await expect(signIn(local, "nobody@example.com")).rejects.toMatchObject(wrongCredentials);
    await expect(adminSignIn("nobody@example.com")).rejects.toMatchObject(wrongCredentials);
  });

  test("shows an unknown user where the client doesn't prevent it", async () => {
    local = await startCognito({ client: { PreventUserExistenceErrors: "LEGACY" } });
    await expect(signIn(local, email)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  test("is refused to a disabled user until enabled again", async () => {
    local = await startCognito();
    await addUser(local, email);
    await local.sdk.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
    await expect(signIn(local, email)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User is disabled.",
    });
    await local.sdk.send(new AdminEnableUserCommand({ UserPoolId, Username: email }));
    await expect(signIn(local, email)).resolves.toBeDefined();
  });

  test.each([
    ["USER_PASSWORD_AUTH", ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]],
    ["USER_PASSWORD_AUTH", undefined],
    ["REFRESH_TOKEN_AUTH", ["ALLOW_USER_PASSWORD_AUTH"]],
    ["USER_SRP_AUTH", ["ALLOW_USER_SRP_AUTH"]],
  ] as const)("refuses the flow %s with the client's flows %j", async (AuthFlow, ExplicitAuthFlows) => {
    local = await startCognito({ client: { ExplicitAuthFlows } });
    const AuthParameters = { USERNAME: email, PASSWORD: password, REFRESH_TOKEN: "x" };
    const attempt = new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters });
    await expect(local.sdk.send(attempt)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("refuses the administrators' flow unless the client enables it", async () => {
    local = await startCognito({ client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } });
    await expect(adminSignIn(email)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Auth flow not enabled for this client",
    });
  });

  test("refuses an unknown client", async () => {
    local = await startCognito();
    const attempt = { ClientId: "unknown", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: {} } as const;
    await expect(local.sdk.send(new InitiateAuthCommand(attempt))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("a client with a secret", () => {
  function attempt(SECRET_HASH?: string) {
    const AuthParameters = { USERNAME: email, PASSWORD: password, ...(SECRET_HASH ? { SECRET_HASH } : {}) };
    return local.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }));
  }

  test("must sign the username", async () => {
    local = await startCognito({ client: { GenerateSecret: true } });
    await addUser(local, email);
    const secret = local.cognito.clientSecret(clientId) ?? "";
    const hash = createHmac("sha256", secret)
      .update(email + clientId)
      .digest("base64");
    await expect(attempt(hash)).resolves.toHaveProperty("AuthenticationResult.AccessToken");
    await expect(attempt()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
    });
    await expect(attempt("d3Jvbmc=")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: `Unable to verify secret hash for client ${clientId}`,
    });
  });

  test("keeps its secret over a restart", async () => {
    local = await startCognito({ client: { GenerateSecret: true } });
    const reopened = await local.reopen();
    expect(reopened.clientSecret(clientId)).toBe(local.cognito.clientSecret(clientId));
  });
});

describe("a temporary password", () => {
  const temporary = "Temporary-1pass";

  async function invite() {
    const user = { UserPoolId, Username: email, TemporaryPassword: temporary, MessageAction: "SUPPRESS" } as const;
    await local.sdk.send(new AdminCreateUserCommand(user));
  }

  function respond(Session: string | undefined, NEW_PASSWORD: string) {
    const ChallengeResponses = { USERNAME: email, NEW_PASSWORD };
    return local.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses,
      }),
    );
  }

  function start() {
    const AuthParameters = { USERNAME: email, PASSWORD: temporary };
    return local.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }));
  }

  test("is replaced at the first sign-in", async () => {
    local = await startCognito();
    await invite();
    const challenge = await start();
    expect(challenge.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(challenge.AuthenticationResult).toBeUndefined();
    const { AuthenticationResult } = await respond(challenge.Session, password);
    expect(AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(signIn(local, email)).resolves.toBeDefined();
    await expect(signIn(local, email, temporary)).rejects.toMatchObject(wrongCredentials);
  });

  test("leaves the challenge open when the new one is too weak, and closes it when done", async () => {
    local = await startCognito();
    await invite();
    const { Session } = await start();
    await expect(respond(Session, "weak")).rejects.toMatchObject({ name: "InvalidPasswordException" });
    await respond(Session, password);
    await expect(respond(Session, password)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("gives three minutes to answer", async () => {
    local = await startCognito();
    await invite();
    const { Session } = await start();
    local.time.now += 3 * 60_000;
    await expect(respond(Session, password)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session is expired.",
    });
  });

  test("ends after the days that the policy gives it", async () => {
    local = await startCognito();
    await invite();
    local.time.now += 7 * 86_400_000;
    await expect(start()).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("is asked for again when an administrator sets one", async () => {
    local = await startCognito();
    await addUser(local, email);
    const set = { UserPoolId, Username: email, Password: temporary, Permanent: false };
    await local.sdk.send(new AdminSetUserPasswordCommand(set));
    const challenge = await adminSignIn(email, temporary);
    const answer = {
      UserPoolId,
      ClientId,
      ChallengeName: challenge.ChallengeName,
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: "Another-pass-9" },
    };
    const { AuthenticationResult } = await local.sdk.send(new AdminRespondToAuthChallengeCommand(answer));
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });
});

describe("changing the password", () => {
  test("needs the current one", async () => {
    local = await startCognito();
    await addUser(local, email);
    const { accessToken: AccessToken } = await signIn(local, email);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      local.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
    await expect(change("Wrong-horse77", "Another-pass-9")).rejects.toMatchObject(wrongCredentials);
    await expect(change(password, "weak")).rejects.toMatchObject({ name: "InvalidPasswordException" });
    await change(password, "Another-pass-9");
    await expect(signIn(local, email, "Another-pass-9")).resolves.toBeDefined();
    await expect(signIn(local, email)).rejects.toMatchObject(wrongCredentials);
  });
});
