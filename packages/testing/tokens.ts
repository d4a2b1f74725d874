import { AdminCreateUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { operatorEnvironment, outputOf } from "#local/platform";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

/** Where and when a token is made, where that isn't the site's sign-in of now. */
interface Origin {
  poolId?: string;
  clientId?: string;
  /** Milliseconds since the epoch. */
  now?: number;
}

/** The tokens that Cognito would give a person who signs in. */
export async function tokensOf(
  { cloud, ahead }: TestPlatform,
  { email }: Pick<Person, "email">,
  { poolId, clientId, now = Date.now() + ahead }: Origin = {},
): Promise<{ access: string; id: string }> {
  const pool = poolId ?? outputOf(cloud, "UserPoolId");
  const client = clientId ?? outputOf(cloud, "SiteClientId");
  const { accessToken, idToken = "" } = await cloud.standIns.cognito.issueTokens(pool, client, email, { now });
  return { access: accessToken, id: idToken };
}

/** Somebody whom Cognito knows, and nobody else: created past the API. */
export async function newStranger({ cloud }: TestPlatform, poolId: string, email: string): Promise<void> {
  const environment = operatorEnvironment(cloud);
  const client = new CognitoIdentityProviderClient({ region: environment.AWS_REGION, endpoint: cloud.urls.aws });
  await client.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username: email, MessageAction: "SUPPRESS" }));
}
