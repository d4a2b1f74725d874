import { users } from "#contract/users";
import * as User from "#core/user";
import { serve } from "#http/serve";

export const handler = serve(users, {
  setStatus: async ({ params, body, now }) => ({
    message: `User is now ${body.status}`,
    user: await User.setStatus(params.id, body.status, now),
  }),
});
