import type { AccessControl } from "./iam";
import type { InvokePermissions } from "./invoke-permissions";
import type { ScheduleDefinition } from "./schedule-definition";

/** Why a schedule may not invoke a function, or nothing when it may. */
export type ScheduleRefusal = (
  schedule: ScheduleDefinition,
  target: { name: string; arn: string },
) => string | undefined;

/** A rule is let in by the function's own policy, a schedule by its role's. */
export function scheduleRefusal(permissions: InvokePermissions, access: AccessControl): ScheduleRefusal {
  return ({ roleArn, arn }, target) => {
    if (roleArn === undefined) {
      const allowed = permissions.allows("events.amazonaws.com", arn, target.name);
      return allowed ? undefined : `${target.name} doesn't allow events.amazonaws.com to invoke it for ${arn}`;
    }
    const decision = access.decide(roleArn, { action: "lambda:InvokeFunction", resource: target.arn });
    return decision.allowed ? undefined : `${roleArn} may not invoke ${target.name} ${decision.reason}`;
  };
}
