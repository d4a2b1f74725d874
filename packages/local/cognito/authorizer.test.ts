import { AdminAddUserToGroupCommand, RevokeTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT } from "jose";
import { addUser, clientId, type LocalCognito, poolId, signIn, startCognito } from "./fixture/local-cognito";
import { SigningKeys } from "./keys";

const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`;
const settings = { issuer, audience: [clientId] };
const email = "ada@example.com";
let local: LocalCognito;
afterEach(() => local.close());

async function signedIn() {
  local = await startCognito();
  await addUser(local, email);
  return signIn(local, email);
}

async function signWithPoolKey(claims: Record<string, unknown>) {
  const { kid, privateKey } = await new SigningKeys(`${local.directory}/keys`).of(poolId);
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
}

describe("tokens", () => {
  test("verify by the published keys and carry what Cognito's carry", async () => {
    local = await startCognito();
    const username = await addUser(local, email);
    await local.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: email, GroupName: "admin" }));
    const { accessToken, idToken } = await signIn(local, email);
    const keys = createLocalJWKSet(await local.cognito.jwks(poolId));
    const options = { issuer, currentDate: new Date(local.time.now) };
    const now = local.time.now / 1000;
    const { payload: access } = await jwtVerify(accessToken, keys, options);
    expect(access).toEqual({
      sub: username,
      iss: issuer,
      client_id: clientId,
      username,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      "cognito:groups": ["admin"],
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      jti: expect.any(String),
      auth_time: now,
      iat: now,
      exp: now + 15 * 60,
    });
    const { payload: id } = await jwtVerify(idToken, keys, { ...options, audience: clientId });
    expect(id).toMatchObject({
      sub: username,
      email,
      email_verified: true,
      name: "Ada Lovelace",
      token_use: "id",
      "cognito:username": username,
      "cognito:groups": ["admin"],
      origin_jti: access.origin_jti,
      exp: now + 30 * 60,
    });
    expect(id).not.toHaveProperty("username");
  });

  test("name no groups for a user without any", async () => {
    const { accessToken } = await signedIn();
    expect(decodeJwt(accessToken)).not.toHaveProperty("cognito:groups");
  });

  test("carry only the attributes that the client may read", async () => {
    local = await startCognito({ client: { ReadAttributes: ["email"] } });
    await addUser(local, email);
    const { idToken } = await signIn(local, email);
    const claims = decodeJwt(idToken);
    expect(claims.email).toBe(email);
    expect(claims).not.toHaveProperty("name");
  });

  test("can be issued at another time, for a user without asking the password", async () => {
    await signedIn();
    const { accessToken } = await local.cognito.issueTokens(poolId, clientId, email, {
      now: local.time.now - 3_600_000,
    });
    expect(await local.cognito.verifyAccess(accessToken, settings)).toEqual({ failure: "the token has expired" });
  });
});

describe("the JWT authorizer", () => {
  test("accepts an access token", async () => {
    const { accessToken } = await signedIn();
    const { claims } = await local.cognito.verifyAccess(accessToken, settings);
    expect(claims).toMatchObject({ token_use: "access", client_id: clientId });
  });

  test("accepts an id token of the same client, as API Gateway does", async () => {
    const { idToken } = await signedIn();
    const { claims } = await local.cognito.verifyAccess(idToken, settings);
    expect(claims?.token_use).toBe("id");
  });

  test("accepts a revoked token until it expires, as API Gateway does", async () => {
    const { accessToken, refreshToken } = await signedIn();
    await local.sdk.send(new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken }));
    expect((await local.cognito.verifyAccess(accessToken, settings)).claims).toBeDefined();
  });

  test("refuses a token from the second in which it expires", async () => {
    const { accessToken } = await signedIn();
    local.time.now += 15 * 60_000 - 1;
    expect((await local.cognito.verifyAccess(accessToken, settings)).failure).toBeUndefined();
    local.time.now += 1;
    expect((await local.cognito.verifyAccess(accessToken, settings)).failure).toBe("the token has expired");
  });

  test("refuses the token of another client", async () => {
    const { accessToken } = await signedIn();
    const { failure } = await local.cognito.verifyAccess(accessToken, { issuer, audience: ["another"] });
    expect(failure).toBe("the token does not have a valid audience");
  });

  test("doesn't look at client_id when there is an aud", async () => {
    await signedIn();
    const token = await signWithPoolKey({ iss: issuer, aud: "another", client_id: clientId, exp: 4_000_000_000 });
    const { failure } = await local.cognito.verifyAccess(token, settings);
    expect(failure).toBe("the token does not have a valid audience");
  });

  test("refuses a token that isn't valid yet", async () => {
    await signedIn();
    const nbf = local.time.now / 1000 + 60;
    const token = await signWithPoolKey({ iss: issuer, client_id: clientId, nbf, exp: nbf + 60 });
    expect((await local.cognito.verifyAccess(token, settings)).failure).toBe("the token is not valid yet");
  });

  test("refuses changed claims, another key, no signature and no token at all", async () => {
    const { accessToken } = await signedIn();
    const [header = "", , signature = ""] = accessToken.split(".");
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(accessToken), sub: "admin" })).toString("base64url");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const strange = await new SigningKeys(`${local.directory}/strange`).of("us-east-1_Strange01");
    const foreign = await new SignJWT(decodeJwt(accessToken))
      .setProtectedHeader({ alg: "RS256", kid: strange.kid })
      .sign(strange.privateKey);
    const forgeries = [`${header}.${claims}.${signature}`, `${none}.${claims}.`, foreign, "rubbish", ""];
    for (const token of forgeries) {
      const verdict = await local.cognito.verifyAccess(token, settings);
      expect(verdict.claims).toBeUndefined();
      expect(verdict.failure).not.toBe("");
    }
  });

  test("refuses a token that names another issuer", async () => {
    await signedIn();
    const token = await signWithPoolKey({ iss: "https://example.com", client_id: clientId, exp: 4_000_000_000 });
    expect((await local.cognito.verifyAccess(token, settings)).failure).toBe("issuer does not match");
  });
});
