import * as z from "zod/mini";
import { auditEntry } from "./audit";
import { csvFile, importing, importReport } from "./csv";
import { group } from "./endpoint";
import { message, pageOf, paging, reference, searched } from "./fields";
import { newUser, profileChange, role, user, userCard, userStatus } from "./user";

const byId = z.strictObject({ id: reference });
const changed = z.object({ message: z.string(), user });

export const users = group("users", {
  summary: "Everybody's accounts, for admins",
  needs: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
    indexes: ["gsi1", "gsi2", "gsi3"],
    identity: [
      "AdminCreateUser",
      "AdminGetUser",
      "AdminAddUserToGroup",
      "AdminRemoveUserFromGroup",
      "AdminUserGlobalSignOut",
      "AdminDeleteUser",
    ],
    secrets: ["APP_KEY"],
    // An import invites up to 500 people; 29 s is the gateway's own limit.
    timeout: 29,
    pictures: true,
  },
  endpoints: {
    list: {
      method: "GET",
      path: "/users",
      access: "admin",
      summary: "All users, latest first; searched by words and their beginnings in name and address, the best first",
      query: z.strictObject({
        ...paging,
        search: z.optional(searched),
        role: z.optional(role),
        status: z.optional(userStatus),
      }),
      returns: pageOf("users", userCard),
      errors: ["invalid_cursor"],
      csv: true,
    },
    create: {
      method: "POST",
      path: "/users",
      access: "admin",
      summary: "Invite somebody: they get a link by mail, with which they set a password",
      body: newUser,
      status: 201,
      returns: changed,
      errors: ["email_taken"],
    },
    importFile: {
      method: "POST",
      path: "/users/import",
      access: "admin",
      summary: "Invite everybody in a CSV file (name, email, role, phone); whoever has an account is skipped",
      query: z.strictObject({ ...importing }),
      body: csvFile,
      accepts: "text/csv",
      returns: importReport,
    },
    byId: {
      method: "GET",
      path: "/users/{id}",
      access: "admin",
      summary: "One user",
      params: byId,
      returns: z.object({ user }),
      errors: ["user_not_found"],
    },
    update: {
      method: "PUT",
      path: "/users/{id}",
      access: "admin",
      summary: "Change somebody's profile; fields left out stay. The address is their own to change",
      params: byId,
      body: profileChange,
      returns: changed,
      errors: ["user_not_found", "edited_meanwhile"],
    },
    remove: {
      method: "DELETE",
      path: "/users/{id}",
      access: "admin",
      summary: "Delete an account for good; orders and invoices stay, as the law wants",
      params: byId,
      returns: message,
      errors: ["user_not_found", "last_admin", "edited_meanwhile"],
    },
    setStatus: {
      method: "PUT",
      path: "/users/{id}/status",
      access: "admin",
      summary: "Suspend an account or let it in again; takes effect within seconds",
      params: byId,
      body: z.strictObject({ status: userStatus }),
      returns: changed,
      errors: ["user_not_found", "last_admin", "edited_meanwhile"],
    },
    setRole: {
      method: "PUT",
      path: "/users/{id}/role",
      access: "admin",
      summary: "Make somebody a student, an instructor or an admin; takes effect within seconds",
      params: byId,
      body: z.strictObject({ role }),
      returns: changed,
      errors: ["user_not_found", "last_admin", "edited_meanwhile"],
    },
    liftSuppression: {
      method: "DELETE",
      path: "/users/{id}/suppression",
      access: "admin",
      summary: "Let mail go to somebody again whose address bounced, or who complained",
      params: byId,
      returns: changed,
      errors: ["user_not_found", "wrong_state", "edited_meanwhile"],
    },
    invite: {
      method: "POST",
      path: "/users/{id}/invitation",
      access: "admin",
      summary: "Mail a fresh invitation to somebody who hasn't accepted one yet",
      params: byId,
      status: 202,
      returns: message,
      errors: ["user_not_found", "wrong_state"],
    },
    audit: {
      method: "GET",
      path: "/audit",
      access: "admin",
      summary: "What people with power did, latest first: all of it, by one actor, or to one subject",
      query: z.strictObject({ ...paging, actor: z.optional(reference), subject: z.optional(reference) }),
      returns: pageOf("entries", auditEntry),
      errors: ["invalid_cursor"],
      csv: true,
    },
  },
});
