import { auth } from "#contract/auth";
import * as Account from "#core/account";
import { exportProfile } from "#core/export";
import { acceptInvitation } from "#core/invitation";
import { setPreferences } from "#core/mail.preferences";
import { pictureUrl } from "#core/picture";
import * as Profile from "#core/profile";
import { removeOwn } from "#core/removal";
import { accountView } from "#core/user.view";
import { serve } from "#http/serve";

export const handler = serve(auth, {
  register: async ({ body, now }) => {
    const { user, tokens } = await Account.register(body, now);
    return { message: "User registered successfully", ...tokens, user };
  },
  login: async ({ body, now }) => {
    const { user, tokens } = await Account.login(body.email, body.password, now);
    return { message: "Login successful", ...tokens, user: { ...user, avatar: pictureUrl(user.avatar_key) } };
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
  refreshToken: ({ body }) => Account.refresh(body.refreshToken),
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
    const tokens = await Account.changePassword(session, body.current_password, body.new_password, now);
    return { message: "Password changed", ...tokens };
  },
});
