import { fold, type UserPool } from "../pool";
import { invalidParameter } from "../service-fault";
import { attributeShapes, type User, userShape } from "../user";
import { type Action, poolOf } from "./action";
import { pageOf } from "./page";

/** `Filter` knows `attribute = "value"` and `attribute ^= "prefix"`. */
export const listUsers: Action = (state, input) => {
  const pool = poolOf(state, input);
  const matches = filterOf(pool, input.optionalText("Filter"));
  const request = { limit: input.number("Limit"), token: input.optionalText("PaginationToken") };
  const page = pageOf(state.users.list(pool.id).filter(matches), request, ({ username }) => username);
  const only = input.texts("AttributesToGet");
  return {
    Users: page.items.map((user) => ({ ...userShape(user), Attributes: attributeShapes(user, only) })),
    PaginationToken: page.next,
  };
};

const filterSyntax = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;
const filterable = new Set(
  "username email phone_number name given_name family_name preferred_username sub cognito:user_status status".split(
    " ",
  ),
);

function filterOf(pool: UserPool, filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter === "") return () => true;
  const [, name, operator, quoted] = filterSyntax.exec(filter) ?? [];
  if (name === undefined || quoted === undefined || !filterable.has(name)) {
    throw invalidParameter("Error while parsing filter.");
  }
  const sought = fold(pool, quoted.replace(/\\(.)/g, "$1"));
  return (user) => {
    const value = fold(pool, attributeOf(user, name) ?? "");
    return operator === "=" ? value === sought : value.startsWith(sought);
  };
}

function attributeOf(user: User, name: string): string | undefined {
  if (name === "username") return user.username;
  if (name === "cognito:user_status") return user.status;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  return user.attributes[name];
}
