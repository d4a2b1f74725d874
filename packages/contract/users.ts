import * as z from "zod/mini";
import { group } from "./endpoint";
import { reference } from "./fields";
import { user, userStatus } from "./user";

export const users = group("users", {
  summary: "Everybody's accounts, for admins",
  needs: {
    table: ["GetItem", "UpdateItem"],
    identity: ["AdminUserGlobalSignOut"],
  },
  endpoints: {
    setStatus: {
      method: "PUT",
      path: "/users/{id}/status",
      access: "admin",
      summary: "Suspend an account or let it in again; takes effect within seconds",
      params: z.strictObject({ id: reference }),
      body: z.strictObject({ status: userStatus }),
      returns: z.object({ message: z.string(), user }),
      errors: ["user_not_found", "last_admin", "edited_meanwhile"],
    },
  },
});
