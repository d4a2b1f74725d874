import { userOfAccessToken } from "../access-token";
import type { Fields } from "../fields";
import { invalidParameter } from "../service-fault";
import { associate, prefer, verify } from "../software-token";
import { type Action, userOf } from "./action";

/** Of the user's own access token; the session of a challenge isn't taken here. */
export const associateSoftwareToken: Action = async (state, input) => ({
  SecretCode: associate(state, await userOfAccessToken(state, input.text("AccessToken"))),
});

export const verifySoftwareToken: Action = async (state, input) => {
  verify(state, await userOfAccessToken(state, input.text("AccessToken")), input.text("UserCode"));
  return { Status: "SUCCESS" };
};

function wanted(input: Fields): boolean {
  const enabled = input.object("SoftwareTokenMfaSettings").flag("Enabled");
  if (enabled === undefined) throw invalidParameter("No MFA setting is given.");
  return enabled;
}

export const setUserMfaPreference: Action = async (state, input) => {
  prefer(state, await userOfAccessToken(state, input.text("AccessToken")), wanted(input));
  return {};
};

export const adminSetUserMfaPreference: Action = (state, input) => {
  prefer(state, userOf(state, input).user, wanted(input));
  return {};
};
