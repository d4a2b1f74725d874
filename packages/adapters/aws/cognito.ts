import { type Command, commandOf, Service, ServiceFault, type Terms } from "./service";

// Stands in for @aws-sdk/client-cognito-identity-provider in every bundle.

export { ServiceFault as CognitoIdentityProviderServiceException };

export const AdminAddUserToGroupCommand = commandOf("AdminAddUserToGroup");
export const AdminCreateUserCommand = commandOf("AdminCreateUser");
export const AdminDeleteUserCommand = commandOf("AdminDeleteUser");
export const AdminGetUserCommand = commandOf("AdminGetUser");
export const AdminInitiateAuthCommand = commandOf("AdminInitiateAuth");
export const AdminRemoveUserFromGroupCommand = commandOf("AdminRemoveUserFromGroup");
export const AdminRespondToAuthChallengeCommand = commandOf("AdminRespondToAuthChallenge");
export const AdminSetUserMFAPreferenceCommand = commandOf("AdminSetUserMFAPreference");
export const AdminSetUserPasswordCommand = commandOf("AdminSetUserPassword");
export const AdminUserGlobalSignOutCommand = commandOf("AdminUserGlobalSignOut");
// By the token in the call, and by nobody's role.
export const AssociateSoftwareTokenCommand = commandOf("AssociateSoftwareToken", true);
export const RevokeTokenCommand = commandOf("RevokeToken", true);
export const VerifySoftwareTokenCommand = commandOf("VerifySoftwareToken", true);

/** Times are seconds on the wire, in members that are called dates. */
function withDates(value: unknown, name = ""): unknown {
  if (typeof value === "number" && name.endsWith("Date")) return new Date(value * 1000);
  if (Array.isArray(value)) return value.map((one) => withDates(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, withDates(one, member)]));
}

/** The user pool's service. */
export class CognitoIdentityProviderClient {
  private readonly service: Service;

  constructor(terms: Terms) {
    const spoken = { name: "cognito-idp", variable: "COGNITO_IDENTITY_PROVIDER", version: "1.1" } as const;
    this.service = new Service({ ...spoken, target: "AWSCognitoIdentityProviderService" }, terms);
  }

  async send({ action, input, unsigned }: Command): Promise<unknown> {
    return withDates(await this.service.call(action, input, { unsigned }));
  }
}
