import { users } from "#contract/users";
import { auditView, listAudit } from "#core/audit";
import { listUsers } from "#core/directory";
import { importUsers } from "#core/import/users";
import { invite, inviteAgain } from "#core/invitation";
import { remove } from "#core/removal";
import * as SecondFactor from "#core/second-factor";
import { liftSuppression } from "#core/suppression";
import * as User from "#core/user";
import { accountView, userView } from "#core/user.view";
import { importAnswer } from "#http/import";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(users, {
  list: async ({ query, now }) => {
    const page = await listUsers(query, query, now);
    return listAnswer("users", { ...page, rows: page.rows.map(userView) });
  },
  create: async ({ body, session, now }) => ({
    message: "Invited",
    user: accountView(await invite(body, session, now)),
  }),
  importFile: async ({ body, query, session, now, left }) =>
    importAnswer(await importUsers({ text: body, dryRun: query.dry_run === "true", left }, session, now)),
  byId: async ({ params }) => ({ user: accountView(await User.find(params.id)) }),
  update: async ({ params, body, session, now }) => ({
    message: "User updated",
    user: accountView(await User.update(params.id, body, session, now)),
  }),
  remove: async ({ params, session, now }) => {
    await remove(params.id, session, now);
    return { message: "User deleted" };
  },
  setStatus: async ({ params, body, session, now }) => ({
    message: `User is now ${body.status}`,
    user: accountView(await User.setStatus(params.id, body.status, now, session)),
  }),
  setRole: async ({ params, body, session, now }) => ({
    message: `User is now ${body.role}`,
    user: accountView(await User.setRole(params.id, body.role, now, session)),
  }),
  liftSuppression: async ({ params, session, now }) => ({
    message: "Mail goes to this user again",
    user: accountView(await liftSuppression(params.id, session, now)),
  }),
  resetSecondFactor: async ({ params, body, session, now }) => ({
    message: "This user signs in without a second factor again",
    user: accountView(await SecondFactor.reset(params.id, body.reason, session, now)),
  }),
  invite: async ({ params, session, now }) => {
    await inviteAgain(params.id, session, now);
    return { message: "A new invitation is on its way" };
  },
  audit: async ({ query }) => {
    const page = await listAudit(query, query);
    return listAnswer("entries", { ...page, rows: page.rows.map(auditView) });
  },
});
