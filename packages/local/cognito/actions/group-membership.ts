import type { Group } from "../pool";
import { attributeShapes, userShape } from "../user";
import { type Action, poolOf, userOf } from "./action";
import { pageOf } from "./page";

/** Joining twice is no error. */
export const adminAddUserToGroup: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  const { name } = state.pools.group(pool.id, input.text("GroupName"));
  if (!user.groups.includes(name)) state.users.save(pool, { ...user, groups: [...user.groups, name] });
  return {};
};

/** Leaving a group that the user isn't in is no error. */
export const adminRemoveUserFromGroup: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  const { name } = state.pools.group(pool.id, input.text("GroupName"));
  if (user.groups.includes(name)) {
    state.users.save(pool, { ...user, groups: user.groups.filter((group) => group !== name) });
  }
  return {};
};

export const adminListGroupsForUser: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  const groups = user.groups.flatMap((name) => state.pools.findGroup(pool.id, name) ?? []);
  const request = { limit: input.number("Limit"), token: input.optionalText("NextToken") };
  const page = pageOf(groups, request, ({ name }) => name);
  return { Groups: page.items.map((group) => groupShape(pool.id, group)), NextToken: page.next };
};

export const listUsersInGroup: Action = (state, input) => {
  const pool = poolOf(state, input);
  const { name } = state.pools.group(pool.id, input.text("GroupName"));
  const members = state.users.list(pool.id).filter((user) => user.groups.includes(name));
  const request = { limit: input.number("Limit"), token: input.optionalText("NextToken") };
  const page = pageOf(members, request, ({ username }) => username);
  return {
    Users: page.items.map((user) => ({ ...userShape(user), Attributes: attributeShapes(user) })),
    NextToken: page.next,
  };
};

function groupShape(poolId: string, group: Group): object {
  return { GroupName: group.name, UserPoolId: poolId, Description: group.description, Precedence: group.precedence };
}
