import type { FunctionHost } from "./function-host";
import type { AccessControl } from "./iam";
import type { InvokePermissions } from "./invoke-permissions";
import type { ScheduleDefinition } from "./schedule-definition";

/** Why a schedule may not invoke a function, or nothing when it may. */
export type ScheduleRefusal = (schedule: ScheduleDefinition, host: FunctionHost) => string | undefined;

/** A rule is let in by the function's own policy, a schedule by its role's. */
export function scheduleRefusal(permissions: InvokePermissions, access: AccessControl): ScheduleRefusal {
  return ({ roleArn, arn }, { definition }) => {
    if (roleArn === undefined) {
      const allowed = permissions.allows("events.amazonaws.com", arn, definition.name);
      return allowed ? undefined : `${definition.name} doesn't allow events.amazonaws.com to invoke it for ${arn}`;
    }
    const decision = access.decide(roleArn, { action: "lambda:InvokeFunction", resource: definition.arn });
    return decision.allowed ? undefined : `${roleArn} may not invoke ${definition.name} ${decision.reason}`;
  };
}
