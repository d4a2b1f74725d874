import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { addUser, clientId, type LocalCognito, poolId, signIn, startCognito } from "./fixture/local-cognito";

const ClientId = clientId;
const email = "ada@example.com";
const dayMs = 86_400_000;
let local: LocalCognito;
afterEach(() => local.close());

async function signedIn(client?: Record<string, unknown>) {
  local = await startCognito({ client });
  await addUser(local, email);
  return signIn(local, email);
}

function refresh(REFRESH_TOKEN: string) {
  const AuthParameters = { REFRESH_TOKEN };
  return local.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters }));
}

function exchange(RefreshToken: string | undefined) {
  return local.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
}

function notAuthorized(message: string) {
  return { name: "NotAuthorizedException", message };
}

describe("refreshing", () => {
  test("gives new tokens of the same session, with the user's present groups", async () => {
    const { accessToken, refreshToken } = await signedIn();
    const join = { UserPoolId: poolId, Username: email, GroupName: "student" };
    await local.sdk.send(new AdminAddUserToGroupCommand(join));
    local.time.now += 60_000;
    const { AuthenticationResult } = await refresh(refreshToken);
    const [before, after] = [decodeJwt(accessToken), decodeJwt(AuthenticationResult?.AccessToken ?? "")];
    expect(AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(after).toMatchObject({
      origin_jti: before.origin_jti,
      auth_time: before.auth_time,
      iat: Number(before.iat) + 60,
    });
    expect(after["cognito:groups"]).toEqual(["student"]);
    expect(after.jti).not.toBe(before.jti);
  });

  test("works by both operations without rotation", async () => {
    const { refreshToken } = await signedIn();
    const { AuthenticationResult } = await exchange(refreshToken);
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(AuthenticationResult?.RefreshToken).toBeUndefined();
  });

  test("ends with the validity of the client's refresh tokens", async () => {
    const { refreshToken } = await signedIn();
    local.time.now += 14 * dayMs;
    await expect(refresh(refreshToken)).rejects.toMatchObject(notAuthorized("Refresh Token has expired"));
  });

  test("refuses a token that was never issued", async () => {
    const { refreshToken } = await signedIn();
    const forged = refreshToken.slice(0, -4) + (refreshToken.endsWith("AAAA") ? "BBBB" : "AAAA");
    await expect(refresh(forged)).rejects.toMatchObject(notAuthorized("Invalid Refresh Token"));
    await expect(refresh("rubbish")).rejects.toMatchObject(notAuthorized("Invalid Refresh Token"));
  });

  test("refuses a deleted user's token", async () => {
    const { refreshToken } = await signedIn();
    await local.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: email }));
    await expect(refresh(refreshToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("is refused to a disabled user, and enabling again doesn't bring the session back", async () => {
    const { accessToken, refreshToken } = await signedIn();
    const user = { UserPoolId: poolId, Username: email };
    const getUser = () => local.sdk.send(new GetUserCommand({ AccessToken: accessToken }));
    await local.sdk.send(new AdminDisableUserCommand(user));
    await expect(refresh(refreshToken)).rejects.toMatchObject(notAuthorized("User is disabled."));
    await expect(getUser()).rejects.toMatchObject(notAuthorized("User is disabled."));
    await local.sdk.send(new AdminEnableUserCommand(user));
    await expect(refresh(refreshToken)).rejects.toMatchObject(notAuthorized("Refresh Token has been revoked"));
    await expect(getUser()).rejects.toMatchObject(notAuthorized("Access Token has been revoked"));
  });
});

describe("rotation of refresh tokens", () => {
  const rotating = (RetryGracePeriodSeconds: number) => ({
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds },
  });

  test("replaces the token each time, and tells when an old one is used again", async () => {
    const { refreshToken } = await signedIn(rotating(0));
    const first = await exchange(refreshToken);
    const second = await exchange(first.AuthenticationResult?.RefreshToken);
    expect(second.AuthenticationResult?.RefreshToken).toBeDefined();
    await expect(exchange(refreshToken)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
  });

  test("lets an old token be retried within the grace period", async () => {
    const { refreshToken } = await signedIn(rotating(30));
    const lost = await exchange(refreshToken);
    local.time.now += 29_000;
    const retried = await exchange(refreshToken);
    local.time.now += 1000;
    await expect(exchange(refreshToken)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
    await expect(exchange(lost.AuthenticationResult?.RefreshToken)).resolves.toBeDefined();
    await expect(exchange(retried.AuthenticationResult?.RefreshToken)).resolves.toBeDefined();
  });

  test("lets only one of two simultaneous refreshes win", async () => {
    const { refreshToken } = await signedIn(rotating(0));
    const attempts = await Promise.allSettled([exchange(refreshToken), exchange(refreshToken)]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("doesn't prolong the session", async () => {
    const { refreshToken } = await signedIn(rotating(0));
    local.time.now += 13 * dayMs;
    const { AuthenticationResult } = await exchange(refreshToken);
    local.time.now += dayMs;
    await expect(exchange(AuthenticationResult?.RefreshToken)).rejects.toMatchObject(
      notAuthorized("Refresh Token has expired"),
    );
  });

  test("excludes the flow REFRESH_TOKEN_AUTH", async () => {
    const { refreshToken } = await signedIn({ RefreshTokenRotation: { Feature: "ENABLED" } });
    await expect(refresh(refreshToken)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("revocation", () => {
  function getUser(AccessToken: string) {
    return local.sdk.send(new GetUserCommand({ AccessToken }));
  }

  test("ends one session's refresh and access tokens, and no other's", async () => {
    const { accessToken, refreshToken } = await signedIn();
    const other = await signIn(local, email);
    await local.sdk.send(new RevokeTokenCommand({ ClientId, Token: refreshToken }));
    await local.sdk.send(new RevokeTokenCommand({ ClientId, Token: refreshToken }));
    await expect(refresh(refreshToken)).rejects.toMatchObject(notAuthorized("Refresh Token has been revoked"));
    await expect(getUser(accessToken)).rejects.toMatchObject(notAuthorized("Access Token has been revoked"));
    await expect(getUser(other.accessToken)).resolves.toBeDefined();
  });

  test("takes refresh tokens only", async () => {
    const { accessToken } = await signedIn();
    const revoke = new RevokeTokenCommand({ ClientId, Token: accessToken });
    await expect(local.sdk.send(revoke)).rejects.toMatchObject({ name: "UnsupportedTokenTypeException" });
  });

  test.each(["user", "administrator"])("of all sessions by the %s ends every one", async (who) => {
    const { accessToken, refreshToken } = await signedIn();
    const other = await signIn(local, email);
    const signOut =
      who === "user"
        ? local.sdk.send(new GlobalSignOutCommand({ AccessToken: accessToken }))
        : local.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: email }));
    await signOut;
    for (const token of [refreshToken, other.refreshToken]) {
      await expect(refresh(token)).rejects.toMatchObject(notAuthorized("Refresh Token has been revoked"));
    }
    await expect(getUser(other.accessToken)).rejects.toMatchObject(notAuthorized("Access Token has been revoked"));
    await expect(signIn(local, email)).resolves.toBeDefined();
  });
});

describe("GetUser", () => {
  test("shows the attributes to the bearer of an access token", async () => {
    const { accessToken } = await signedIn();
    const user = await local.sdk.send(new GetUserCommand({ AccessToken: accessToken }));
    expect(user.UserAttributes).toContainEqual({ Name: "name", Value: "Ada Lovelace" });
  });

  test("refuses id tokens, forged and expired tokens", async () => {
    const { accessToken, idToken } = await signedIn();
    const get = (AccessToken: string) => local.sdk.send(new GetUserCommand({ AccessToken }));
    await expect(get(idToken)).rejects.toMatchObject(notAuthorized("Invalid Access Token"));
    await expect(get("rubbish")).rejects.toMatchObject(notAuthorized("Invalid Access Token"));
    const [header, , signature] = accessToken.split(".");
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(accessToken), username: "admin" })).toString("base64url");
    await expect(get(`${header}.${claims}.${signature}`)).rejects.toMatchObject(notAuthorized("Invalid Access Token"));
    local.time.now += 15 * 60_000;
    await expect(get(accessToken)).rejects.toMatchObject(notAuthorized("Access Token has expired"));
  });
});

describe("after a restart", () => {
  test("users, sessions, revocations and keys are as before", async () => {
    const { accessToken, refreshToken } = await signedIn();
    const other = await signIn(local, email);
    await local.sdk.send(new RevokeTokenCommand({ ClientId, Token: other.refreshToken }));
    const reopened = await local.reopen();
    const call = async (operation: string, body: object) => {
      const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
      const query = new URLSearchParams();
      return reopened.handle({ method: "POST", path: "/", query, headers, body: Buffer.from(JSON.stringify(body)) });
    };
    expect((await call("GetUser", { AccessToken: accessToken })).status).toBe(200);
    expect((await call("GetUser", { AccessToken: other.accessToken })).status).toBe(400);
    expect((await call("GetTokensFromRefreshToken", { ClientId, RefreshToken: refreshToken })).status).toBe(200);
    expect(await reopened.jwks(poolId)).toEqual(await local.cognito.jwks(poolId));
  });
});
