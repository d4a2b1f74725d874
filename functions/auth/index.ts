import { auth } from "#contract/auth";
import { secondStepMinutes } from "#contract/second-factor";
import * as Account from "#core/account";
import { exportProfile } from "#core/export";
import { acceptInvitation } from "#core/invitation";
import { setPreferences } from "#core/mail.preferences";
import { pictureUrl } from "#core/picture";
import * as Profile from "#core/profile";
import { removeOwn } from "#core/removal";
import * as SecondFactor from "#core/second-factor";
import { secondFactorView } from "#core/second-factor.policy";
import * as SignIn from "#core/sign-in";
import { accountView } from "#core/user.view";
import { serve } from "#http/serve";

const signedIn = ({ user, tokens }: SignIn.SignedIn) => ({
  message: "Login successful",
  ...tokens,
  user: { ...user, ...secondFactorView(user), avatar: pictureUrl(user.avatar_key) },
});

/** What is missing, where a right password isn't enough. */
const asked = (done: string, { session }: SignIn.HalfSignedIn) => ({
  message: `${done}: now the code that your authenticator app shows`,
  second_factor: { session, expires_in: secondStepMinutes * 60 },
});

export const handler = serve(auth, {
  register: async ({ body, now }) => {
    const { user, tokens } = await Account.register(body, now);
    return { message: "User registered successfully", ...tokens, user };
  },
  login: async ({ body, now }) => {
    const answer = await SignIn.login(body.email, body.password, now);
    return "user" in answer ? signedIn(answer) : asked("The password is right", answer);
  },
  loginWithCode: async ({ body, now }) =>
    signedIn(await SignIn.loginWithCode(body.email, body.session, body.code, now)),
  beginSecondFactor: async ({ body, session, now }) => ({
    message: "Confirm it with the first code that your authenticator app shows",
    second_factor: await SecondFactor.begin(session, body.password, now),
  }),
  confirmSecondFactor: async ({ body, session, now }) => {
    const tokens = await SecondFactor.confirm(session, body.password, body.code, now);
    return { message: "From now on, signing in takes a code as well", ...tokens };
  },
  removeSecondFactor: async ({ body, session, now }) => {
    await SecondFactor.switchOff(session, body.password, body.code, now);
    return { message: "From now on, signing in takes the password only" };
  },
  forgotPassword: async ({ body, now }) => {
    await Account.forgotPassword(body.email, now);
    return { message: "If there is an account with this address, a link is on its way" };
  },
  resetPassword: async ({ body, now }) => {
    await Account.resetPassword(body.token, body.password, now);
    return { message: "Password reset: sign in with the new one" };
  },
  acceptInvitation: async ({ body, now }) => {
    await acceptInvitation(body.token, body.password, now);
    return { message: "Welcome: sign in with your new password" };
  },
  verifyEmail: async ({ body, now }) => {
    await Account.verifyEmail(body.token, now);
    return { message: "E-mail address verified" };
  },
  refreshToken: ({ body }) => SignIn.refresh(body.refreshToken),
  logout: async ({ body, session, now }) => {
    await Account.logout(session, body.refreshToken, now);
    return { message: "Signed out" };
  },
  resendVerification: async ({ session, now }) => {
    await Account.resendVerification(session, now);
    return { message: "A new link is on its way" };
  },
  profile: async ({ session }) => ({ user: accountView(await Profile.read(session)) }),
  updateProfile: async ({ body, session, now }) => ({
    message: "Profile updated",
    user: accountView(await Profile.update(session, body, now)),
  }),
  setMailPreferences: async ({ body, session, now }) => ({
    message: "Mail preferences updated",
    mail_preferences: await setPreferences(session, body, now),
  }),
  removeProfile: async ({ body, session, now }) => {
    await removeOwn(session, body.password, now);
    return { message: "Account deleted" };
  },
  exportProfile: ({ session, now }) => exportProfile(session, now),
  changePassword: async ({ body, session, now }) => {
    const answer = await Account.changePassword(session, body.current_password, body.new_password, now);
    return "token" in answer ? { message: "Password changed", ...answer } : asked("Password changed", answer);
  },
});
