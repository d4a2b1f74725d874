import { userOfAccessToken } from "../access-token";
import { secretMatches } from "../client-secret";
import { changePassword } from "../credentials";
import { invalidParameter, notAuthorized, ServiceFault } from "../service-fault";
import { authenticationResult, refreshSession } from "../sign-in";
import { factorShape } from "../software-token";
import { attributeShapes } from "../user";
import type { Action } from "./action";

/** Operations that a user's own tokens open; they need no IAM permission. */

export const getUser: Action = async (state, input) => {
  const user = await userOfAccessToken(state, input.text("AccessToken"));
  return { Username: user.username, UserAttributes: attributeShapes(user), ...factorShape(user) };
};

export const changeOwnPassword: Action = async (state, input) => {
  const user = await userOfAccessToken(state, input.text("AccessToken"));
  await changePassword(state, user, input.text("PreviousPassword"), input.text("ProposedPassword"));
  return {};
};

export const globalSignOut: Action = async (state, input) => {
  const user = await userOfAccessToken(state, input.text("AccessToken"));
  state.sessions.revokeAll(user.poolId, user.username);
  return {};
};

export const getTokensFromRefreshToken: Action = async (state, input) => {
  const client = state.pools.client(input.text("ClientId"));
  if (!secretMatches(client, input.optionalText("ClientSecret"))) {
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  }
  if (client.rotation === undefined && !client.flows.has("ALLOW_REFRESH_TOKEN_AUTH")) {
    throw invalidParameter("REFRESH_TOKEN_AUTH flow not enabled for this client");
  }
  return authenticationResult(await refreshSession(state, client, input.text("RefreshToken")));
};

/** Revoking twice, or a token that was never issued, is no error. */
export const revokeToken: Action = (state, input) => {
  const client = state.pools.findClient(input.text("ClientId"));
  if (client === undefined || !secretMatches(client, input.optionalText("ClientSecret"))) {
    throw new ServiceFault("UnauthorizedException", "Invalid client credentials");
  }
  const token = input.text("Token");
  if (token.startsWith("eyJ")) {
    throw new ServiceFault("UnsupportedTokenTypeException", "Only refresh tokens can be revoked");
  }
  const session = state.sessions.find(token)?.session;
  if (session === undefined) return {};
  if (session.clientId !== client.id) {
    throw new ServiceFault("UnauthorizedException", "The token was issued to another client");
  }
  state.sessions.revoke(session);
  return {};
};
