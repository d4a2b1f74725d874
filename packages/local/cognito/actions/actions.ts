import type { Action } from "./action";
import { adminInitiateAuth, adminRespondToAuthChallenge, initiateAuth, respondToAuthChallenge } from "./authentication";
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  listUsersInGroup,
} from "./group-membership";
import { listUsers } from "./list-users";
import { changeOwnPassword, getTokensFromRefreshToken, getUser, globalSignOut, revokeToken } from "./own-session";
import {
  adminSetUserMfaPreference,
  associateSoftwareToken,
  setUserMfaPreference,
  verifySoftwareToken,
} from "./second-factor";
import {
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
} from "./user-administration";
import { adminCreateUser, signUp } from "./user-creation";

/** Operations that anybody may call: a client id and a user's own credentials or tokens decide, not IAM. */
export const publicActions: ReadonlyMap<string, Action> = new Map([
  ["InitiateAuth", initiateAuth],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["GetTokensFromRefreshToken", getTokensFromRefreshToken],
  ["RevokeToken", revokeToken],
  ["GlobalSignOut", globalSignOut],
  ["ChangePassword", changeOwnPassword],
  ["GetUser", getUser],
  ["SignUp", signUp],
  ["AssociateSoftwareToken", associateSoftwareToken],
  ["VerifySoftwareToken", verifySoftwareToken],
  ["SetUserMFAPreference", setUserMfaPreference],
]);

/** Operations that need an IAM permission on the pool. */
export const administrativeActions: ReadonlyMap<string, Action> = new Map([
  ["AdminCreateUser", adminCreateUser],
  ["AdminGetUser", adminGetUser],
  ["AdminDeleteUser", adminDeleteUser],
  ["AdminSetUserPassword", adminSetUserPassword],
  ["AdminUpdateUserAttributes", adminUpdateUserAttributes],
  ["AdminDisableUser", adminDisableUser],
  ["AdminEnableUser", adminEnableUser],
  ["AdminAddUserToGroup", adminAddUserToGroup],
  ["AdminRemoveUserFromGroup", adminRemoveUserFromGroup],
  ["AdminListGroupsForUser", adminListGroupsForUser],
  ["AdminUserGlobalSignOut", adminUserGlobalSignOut],
  ["AdminSetUserMFAPreference", adminSetUserMfaPreference],
  ["AdminInitiateAuth", adminInitiateAuth],
  ["AdminRespondToAuthChallenge", adminRespondToAuthChallenge],
  ["ListUsers", listUsers],
  ["ListUsersInGroup", listUsersInGroup],
]);
