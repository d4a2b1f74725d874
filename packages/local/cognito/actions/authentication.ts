import type { AppClient } from "../app-client";
import { requireSecretHash } from "../client-secret";
import { answerCode, authenticate, chooseNewPassword } from "../credentials";
import type { Fields } from "../fields";
import { invalidParameter } from "../service-fault";
import { authenticationResult, refreshSession, signInResult, signInTokens } from "../sign-in";
import type { CognitoState } from "../state";
import type { Action } from "./action";

/** For each flow, the values of `ExplicitAuthFlows` that allow it. */
const publicFlows: Record<string, string[]> = {
  USER_PASSWORD_AUTH: ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"],
  REFRESH_TOKEN_AUTH: ["ALLOW_REFRESH_TOKEN_AUTH"],
  REFRESH_TOKEN: ["ALLOW_REFRESH_TOKEN_AUTH"],
};
const adminFlows: Record<string, string[]> = {
  ADMIN_USER_PASSWORD_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  ADMIN_NO_SRP_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  REFRESH_TOKEN_AUTH: ["ALLOW_REFRESH_TOKEN_AUTH"],
  REFRESH_TOKEN: ["ALLOW_REFRESH_TOKEN_AUTH"],
};

export const initiateAuth: Action = (state, input) =>
  runFlow(state, state.pools.client(input.text("ClientId")), publicFlows, input);

export const adminInitiateAuth: Action = (state, input) => {
  const pool = state.pools.pool(input.text("UserPoolId"));
  return runFlow(state, state.pools.client(input.text("ClientId"), pool.id), adminFlows, input);
};

export const respondToAuthChallenge: Action = (state, input) =>
  respond(state, state.pools.client(input.text("ClientId")), input);

export const adminRespondToAuthChallenge: Action = (state, input) => {
  const pool = state.pools.pool(input.text("UserPoolId"));
  return respond(state, state.pools.client(input.text("ClientId"), pool.id), input);
};

async function runFlow(state: CognitoState, client: AppClient, flows: Record<string, string[]>, input: Fields) {
  const flow = input.text("AuthFlow");
  const parameters = input.object("AuthParameters");
  requireFlow(client, flow, flows);
  if (flow.startsWith("REFRESH_TOKEN")) return refresh(state, client, parameters);
  const username = parameter(parameters, "USERNAME");
  const password = parameter(parameters, "PASSWORD");
  requireSecretHash(client, parameters.optionalText("SECRET_HASH"), [username]);
  return signInResult(state, client, await authenticate(state, client, username, password));
}

function requireFlow(client: AppClient, flow: string, flows: Record<string, string[]>): void {
  const allowedBy = flows[flow];
  if (allowedBy === undefined) throw invalidParameter(`Initiate Auth method not supported: ${flow}`);
  const rotates = client.rotation !== undefined && flow.startsWith("REFRESH_TOKEN");
  if (!rotates && allowedBy.some((value) => client.flows.has(value))) return;
  const named = flow.startsWith("ADMIN_") ? "Auth" : flow;
  throw invalidParameter(`${named} flow not enabled for this client`);
}

async function refresh(state: CognitoState, client: AppClient, parameters: Fields): Promise<object> {
  const refreshToken = parameter(parameters, "REFRESH_TOKEN");
  const username = state.sessions.find(refreshToken)?.session.username ?? "";
  const email =
    username === "" ? undefined : state.users.find(state.pools.pool(client.poolId), username)?.attributes.email;
  requireSecretHash(client, parameters.optionalText("SECRET_HASH"), [username, email ?? username]);
  return { ChallengeParameters: {}, ...authenticationResult(await refreshSession(state, client, refreshToken)) };
}

async function respond(state: CognitoState, client: AppClient, input: Fields): Promise<object> {
  const challenge = input.text("ChallengeName");
  if (challenge === "SOFTWARE_TOKEN_MFA") return respondWithCode(state, client, input);
  if (challenge !== "NEW_PASSWORD_REQUIRED") throw invalidParameter(`Challenge not supported: ${challenge}`);
  const responses = input.object("ChallengeResponses");
  const session = input.text("Session");
  const username = parameter(responses, "USERNAME");
  requireSecretHash(client, responses.optionalText("SECRET_HASH"), [
    username,
    state.challenges.usernameOf("NEW_PASSWORD_REQUIRED", session, client),
  ]);
  const password = parameter(responses, "NEW_PASSWORD");
  const user = await chooseNewPassword(state, client, { session, password, attributes: given(responses) });
  return signInResult(state, client, user);
}

async function respondWithCode(state: CognitoState, client: AppClient, input: Fields): Promise<object> {
  const responses = input.object("ChallengeResponses");
  const username = parameter(responses, "USERNAME");
  requireSecretHash(client, responses.optionalText("SECRET_HASH"), [username]);
  const code = parameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
  return signInTokens(state, client, answerCode(state, client, { session: input.text("Session"), username, code }));
}

function given(responses: Fields): Record<string, string> {
  const prefix = "userAttributes.";
  const names = responses.names().filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), responses.text(name)]));
}

function parameter(parameters: Fields, name: string): string {
  const value = parameters.optionalText(name);
  if (value === undefined || value === "") throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
