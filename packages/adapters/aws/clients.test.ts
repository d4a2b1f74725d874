import * as TheirCognito from "@aws-sdk/client-cognito-identity-provider";
import * as TheirSecrets from "@aws-sdk/client-secrets-manager";
import { type Behaviour, ScriptedService } from "#testing/scripted-service";
import { clientDefaults } from "../aws";
import * as Cognito from "./cognito";
import * as Secrets from "./secrets-manager";

// The SDK is the oracle here, too.

const service = new ScriptedService();

type Commands = Record<string, new (input: object) => unknown>;
interface Party {
  client: object;
  commands: object;
}

let ours: Record<string, Party>;
let theirs: Record<string, Party>;

beforeAll(async () => {
  process.env.AWS_REGION = "us-east-1";
  process.env.AWS_ACCESS_KEY_ID = "key";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  process.env.AWS_ENDPOINT_URL = await service.open();
  ours = {
    cognito: { client: new Cognito.CognitoIdentityProviderClient(clientDefaults), commands: Cognito },
    secrets: { client: new Secrets.SecretsManagerClient(clientDefaults), commands: Secrets },
  };
  theirs = {
    cognito: { client: new TheirCognito.CognitoIdentityProviderClient(clientDefaults), commands: TheirCognito },
    secrets: { client: new TheirSecrets.SecretsManagerClient(clientDefaults), commands: TheirSecrets },
  };
});
afterAll(() => service.close());

async function trial({ client, commands }: Party, name: string, input: object, behaviour: Behaviour) {
  service.will(behaviour);
  const Command = (commands as Commands)[name];
  if (!Command) throw new Error(`there is no ${name}`);
  const sender = client as { send(command: unknown): Promise<object> };
  const result = await sender.send(new Command(input)).catch(({ name: fault, message }: Error) => ({ fault, message }));
  const [asked] = service.asked;
  const signed = asked?.headers.authorization?.replace(/^.*\/us-east-1\/([\w-]+)\/.*$/, "$1");
  return {
    result: { ...result, $metadata: undefined },
    asked: { action: asked?.action, body: asked?.body, type: asked?.headers["content-type"], signed },
  };
}

const pool = { UserPoolId: "us-east-1_pool", ClientId: "c" };
const user = { UserPoolId: "us-east-1_pool", Username: "anna" };
const described = { Username: "anna", Enabled: true, UserCreateDate: 1_790_000_000.5, UserStatus: "CONFIRMED" };
const attributes = [{ Name: "sub", Value: "1" }];

const cases: [string, string, object, object][] = [
  [
    "cognito",
    "AdminGetUserCommand",
    user,
    { ...described, UserAttributes: attributes, UserMFASettingList: ["SMS_MFA"] },
  ],
  ["cognito", "AdminCreateUserCommand", user, { User: { ...described, Attributes: attributes } }],
  ["cognito", "AdminSetUserPasswordCommand", { ...user, Password: "p", Permanent: true }, {}],
  ["cognito", "AdminAddUserToGroupCommand", { ...user, GroupName: "admin" }, {}],
  ["cognito", "AdminRemoveUserFromGroupCommand", { ...user, GroupName: "admin" }, {}],
  ["cognito", "AdminDeleteUserCommand", user, {}],
  ["cognito", "AdminUserGlobalSignOutCommand", user, {}],
  [
    "cognito",
    "AdminInitiateAuthCommand",
    { ...pool, AuthFlow: "REFRESH_TOKEN_AUTH" },
    { AuthenticationResult: { AccessToken: "a", ExpiresIn: 60 } },
  ],
  [
    "cognito",
    "AdminRespondToAuthChallengeCommand",
    { ...pool, ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s" },
    { Session: "t" },
  ],
  ["cognito", "AdminSetUserMFAPreferenceCommand", { ...user, SoftwareTokenMfaSettings: { Enabled: true } }, {}],
  ["cognito", "AssociateSoftwareTokenCommand", { AccessToken: "a" }, { SecretCode: "S" }],
  ["cognito", "VerifySoftwareTokenCommand", { AccessToken: "a", UserCode: "1" }, { Status: "SUCCESS" }],
  ["cognito", "RevokeTokenCommand", { Token: "a", ClientId: "c" }, {}],
  [
    "secrets",
    "GetSecretValueCommand",
    { SecretId: "arn", VersionStage: "AWSCURRENT" },
    { SecretString: "shh", CreatedDate: 1_790_000_000 },
  ],
];

test.each(cases)("%s: %s asks and answers what the SDK's does", async (name, command, input, body) => {
  const parties = [ours[name], theirs[name]] as [Party, Party];
  const mine = await trial(parties[0], command, input, { body });
  expect(mine.asked).toEqual((await trial(parties[1], command, input, { body })).asked);
  // Dates that nobody reads stay as they came.
  const other = await trial(parties[1], command, input, { body });
  if (name === "cognito") expect(mine.result).toEqual(other.result);
  else expect(mine.result).toMatchObject({ SecretString: "shh" });
});

test("every command that stands in is held against the SDK's", () => {
  const made = [...Object.keys(Cognito), ...Object.keys(Secrets)].filter((name) => name.endsWith("Command"));
  expect(made.filter((name) => !cases.some(([, command]) => command === name))).toEqual([]);
});

test.each(["UserNotFoundException", "NotAuthorizedException", "CodeMismatchException"])(
  "%s is told as by the SDK",
  async (name) => {
    const refusal = { status: 400, body: { __type: name, message: "No" } };
    const parties = [ours.cognito, theirs.cognito] as [Party, Party];
    const mine = await trial(parties[0], "AdminGetUserCommand", user, refusal);
    expect(mine.result).toEqual({ fault: name, message: "No", $metadata: undefined });
    expect(mine).toEqual(await trial(parties[1], "AdminGetUserCommand", user, refusal));
  },
);
