import { setting } from "#adapters/environment";
import type { Role } from "#contract/endpoint";

/** Whether somebody of this role must have a second factor to do what the role is for. Only the exact word says no. */
export const needsSecondFactor = (role: Role): boolean =>
  role !== "student" && setting("STAFF_SECOND_FACTOR") !== "optional";

/** What somebody, or an admin, is told of it. */
export const secondFactorView = ({ role, second_factor }: { role: Role; second_factor?: boolean }) => ({
  second_factor: second_factor ?? false,
  second_factor_required: needsSecondFactor(role),
});
