import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  AdminRemoveUserFromGroupCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  RevokeTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Role } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import { clientDefaults } from "./aws";
import { binding } from "./environment";

// Cognito, as the accounts need it. Passwords are only ever checked through the signed admin flow: nobody can try them
// against the pool's public endpoint, past our counters.

const client = new CognitoIdentityProviderClient(clientDefaults);
const pool = () => ({ UserPoolId: binding("USER_POOL_ID") });

export interface Tokens {
  token: string;
  refreshToken: string;
}

/** A right password that isn't enough: the code of an authenticator app is asked for. */
export interface CodeAsked {
  /** As Cognito has it: it takes no address here. */
  username: string;
  session: string;
}

export const isSignedIn = (answer: Tokens | CodeAsked): answer is Tokens => "token" in answer;

/** An account as Cognito knows it; `id` is the `sub`. */
export interface Identity {
  id: string;
  email: string;
  name: string;
  /** False between being created and getting a password: a registration or invitation that has not been finished. */
  confirmed: boolean;
  /** Whether a code is asked for at every sign-in. */
  secondFactor: boolean;
  created: Date;
}

const named = (error: unknown, ...names: string[]): boolean =>
  error instanceof CognitoIdentityProviderServiceException && names.includes(error.name);

interface Attribute {
  Name?: string;
  Value?: string;
}

interface Described {
  UserStatus?: string;
  UserCreateDate?: Date;
  UserMFASettingList?: string[];
}

function identityFrom(
  attributes: Attribute[] | undefined,
  { UserStatus, UserCreateDate, UserMFASettingList = [] }: Described,
): Identity {
  const values = new Map(attributes?.map(({ Name, Value }) => [Name, Value ?? ""]));
  return {
    id: values.get("sub") ?? "",
    email: values.get("email") ?? "",
    name: values.get("name") ?? "",
    confirmed: UserStatus === "CONFIRMED",
    secondFactor: UserMFASettingList.includes("SOFTWARE_TOKEN_MFA"),
    created: UserCreateDate ?? new Date(0),
  };
}

/** Undefined when there is no such account. */
export async function find(emailOrId: string): Promise<Identity | undefined> {
  try {
    const found = await client.send(new AdminGetUserCommand({ ...pool(), Username: emailOrId }));
    return identityFrom(found.UserAttributes, found);
  } catch (error) {
    if (named(error, "UserNotFoundException")) return undefined;
    throw error;
  }
}

const refusedPassword = (cause: unknown) => new Failure("weak_password", { cause });

/**
 * Creates an account with a password that is yet to be made permanent; undefined when the address is taken. Cognito
 * mails nothing: we do.
 * @throws Failure weak_password when the pool's policy refuses it.
 */
export async function create(email: string, name: string, password: string): Promise<Identity | undefined> {
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "name", Value: name },
  ];
  const account = { Username: email, UserAttributes, TemporaryPassword: password, MessageAction: "SUPPRESS" } as const;
  try {
    const { User } = await client.send(new AdminCreateUserCommand({ ...pool(), ...account }));
    return identityFrom(User?.Attributes, User ?? {});
  } catch (error) {
    if (named(error, "UsernameExistsException")) return undefined;
    if (named(error, "InvalidPasswordException")) throw refusedPassword(error);
    throw error;
  }
}

/** @throws Failure weak_password when the pool's policy refuses it. */
export async function setPassword(id: string, password: string): Promise<void> {
  try {
    await client.send(
      new AdminSetUserPasswordCommand({ ...pool(), Username: id, Password: password, Permanent: true }),
    );
  } catch (error) {
    if (named(error, "InvalidPasswordException")) throw refusedPassword(error);
    throw error;
  }
}

export async function join(id: string, role: Role): Promise<void> {
  await client.send(new AdminAddUserToGroupCommand({ ...pool(), Username: id, GroupName: role }));
}

export async function leave(id: string, role: Role): Promise<void> {
  await client.send(new AdminRemoveUserFromGroupCommand({ ...pool(), Username: id, GroupName: role }));
}

const wrongCode = ["CodeMismatchException", "ExpiredCodeException", "EnableSoftwareTokenMFAException"];

/** What Cognito says to a password; undefined when it is wrong, whoever it is for. */
async function present(email: string, password: string): Promise<AdminInitiateAuthCommandOutput | undefined> {
  try {
    return await client.send(
      new AdminInitiateAuthCommand({
        ...pool(),
        ClientId: binding("USER_POOL_CLIENT_ID"),
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
  } catch (error) {
    if (named(error, "NotAuthorizedException", "UserNotFoundException", "PasswordResetRequiredException"))
      return undefined;
    throw error;
  }
}

function tokensFrom(result: AuthenticationResultType | undefined): Tokens | undefined {
  if (!result?.AccessToken || !result.RefreshToken) return undefined;
  return { token: result.AccessToken, refreshToken: result.RefreshToken };
}

/** Undefined for a wrong password, an unknown address and an unfinished account alike. */
export async function signIn(email: string, password: string): Promise<Tokens | CodeAsked | undefined> {
  const answer = await present(email, password);
  const { ChallengeName, Session: session, ChallengeParameters, AuthenticationResult } = answer ?? {};
  if (ChallengeName !== "SOFTWARE_TOKEN_MFA") return tokensFrom(AuthenticationResult);
  const username = ChallengeParameters?.USER_ID_FOR_SRP;
  if (!session || !username) throw new Error("Cognito asks for a code and doesn't say whom");
  return { username, session };
}

/** The second step of a sign-in; undefined when the code is wrong or used, or it has taken too long. */
export async function answerCode({ username, session }: CodeAsked, code: string): Promise<Tokens | undefined> {
  try {
    const { AuthenticationResult } = await client.send(
      new AdminRespondToAuthChallengeCommand({
        ...pool(),
        ClientId: binding("USER_POOL_CLIENT_ID"),
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        Session: session,
        ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code },
      }),
    );
    return tokensFrom(AuthenticationResult);
  } catch (error) {
    if (named(error, ...wrongCode, "NotAuthorizedException", "UserNotFoundException")) return undefined;
    throw error;
  }
}

/** Whether it is somebody's password, be it permanent or not, and whatever else is asked for. */
export const isPassword = async (email: string, password: string): Promise<boolean> =>
  (await present(email, password)) !== undefined;

/** Undefined when the refresh token is invalid, expired or revoked. */
export async function refresh(refreshToken: string): Promise<Tokens | undefined> {
  try {
    const { AuthenticationResult: result } = await client.send(
      new AdminInitiateAuthCommand({
        ...pool(),
        ClientId: binding("USER_POOL_CLIENT_ID"),
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
    if (!result?.AccessToken) return undefined;
    return { token: result.AccessToken, refreshToken: result.RefreshToken ?? refreshToken };
  } catch (error) {
    if (named(error, "NotAuthorizedException", "UserNotFoundException", "InvalidParameterException")) return undefined;
    throw error;
  }
}

/** Ends one session: its refresh token is worthless from now on. A token that is no longer valid is no failure. */
export async function revoke(refreshToken: string): Promise<void> {
  try {
    await client.send(new RevokeTokenCommand({ ClientId: binding("USER_POOL_CLIENT_ID"), Token: refreshToken }));
  } catch (error) {
    if (!named(error, "NotAuthorizedException", "InvalidParameterException", "UnsupportedTokenTypeException"))
      throw error;
  }
}

/** Ends every session of the account. */
export async function signOutEverywhere(id: string): Promise<void> {
  await client.send(new AdminUserGlobalSignOutCommand({ ...pool(), Username: id }));
}

/** Deletes the account, which frees its address. One that is gone already is no failure. */
export async function remove(id: string): Promise<void> {
  try {
    await client.send(new AdminDeleteUserCommand({ ...pool(), Username: id }));
  } catch (error) {
    if (!named(error, "UserNotFoundException")) throw error;
  }
}

/** Begins to set up an authenticator app, by the access token of a sign-in here: IAM has no say in that. Answers its secret. */
export async function beginSoftwareToken(token: string): Promise<string> {
  const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken: token }));
  if (!SecretCode) throw new Error("Cognito made no secret");
  return SecretCode;
}

/** False for a wrong code. Nothing is asked for yet: see `askForCode`. */
export async function verifySoftwareToken(token: string, code: string): Promise<boolean> {
  try {
    const { Status } = await client.send(new VerifySoftwareTokenCommand({ AccessToken: token, UserCode: code }));
    return Status === "SUCCESS";
  } catch (error) {
    if (named(error, ...wrongCode)) return false;
    throw error;
  }
}

/** Whether every sign-in shall ask for a code. An app must have been verified first. */
export async function askForCode(id: string, asked: boolean): Promise<void> {
  const SoftwareTokenMfaSettings = { Enabled: asked, PreferredMfa: asked };
  await client.send(new AdminSetUserMFAPreferenceCommand({ ...pool(), Username: id, SoftwareTokenMfaSettings }));
}
