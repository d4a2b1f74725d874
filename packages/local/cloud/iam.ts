import type { Permission } from "#local/service";
import { type Context, conditionsHold, covers, type Statement } from "./policy";

/** A role with the statements of all its policies. */
export interface Role {
  arn: string;
  name: string;
  statements: Statement[];
}

export type Decision = { allowed: true } | { allowed: false; reason: string };

/** Decides what roles may do, and remembers which permissions were used. */
export class AccessControl {
  /** By role name: the permissions that were asked for and allowed, as `action resource`. */
  readonly used = new Map<string, Set<string>>();
  private readonly roles: Map<string, Role>;
  private readonly exercised = new Set<string>();

  constructor(roles: Role[]) {
    this.roles = new Map(roles.map((role) => [role.arn, role]));
  }

  /** As AWS decides: a matching Deny wins, then a matching Allow is needed; the reason is in AWS's words. */
  decide(roleArn: string, permission: Permission, context: Context = {}): Decision {
    const role = this.roles.get(roleArn);
    if (!role) return { allowed: false, reason: `because the role ${roleArn} does not exist` };
    const { action, resource } = permission;
    const matching = role.statements.filter((statement) => covers(statement, action, resource));
    let undecided = "";
    const holds = (statement: Statement): boolean => {
      const held = conditionsHold(statement, context);
      if (typeof held === "boolean") return held;
      undecided = `because the condition ${held.undecided} can't be decided locally`;
      // What can't be decided is decided against the caller.
      return statement.Effect === "Deny";
    };
    if (matching.some((statement) => statement.Effect === "Deny" && holds(statement))) {
      return { allowed: false, reason: undecided || "with an explicit deny in an identity-based policy" };
    }
    const allow = matching.find((statement) => statement.Effect === "Allow" && holds(statement));
    if (!allow) return { allowed: false, reason: undecided || noPolicy(action) };
    this.remember(role, permission);
    return { allowed: true };
  }

  /** Granted actions and resource patterns that no allowed call has needed so far. */
  unused(): { role: string; action: string; resource: string }[] {
    return [...this.roles.values()].flatMap((role) =>
      role.statements
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, Resource }) =>
          Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
        )
        .filter(({ action, resource }) => !this.exercised.has(grantKey(role, action, resource)))
        .map((grant) => ({ role: role.name, ...grant })),
    );
  }

  private remember(role: Role, { action, resource }: Permission): void {
    const key = `${action} ${resource}`;
    const used = this.used.get(role.name) ?? new Set();
    if (used.has(key)) return;
    this.used.set(role.name, used.add(key));
    for (const statement of role.statements) {
      if (statement.Effect !== "Allow" || !covers(statement, action, resource)) continue;
      for (const grant of grantsOf(statement)) {
        if (covers(grant, action, resource)) this.exercised.add(grantKey(role, grant.Action[0], grant.Resource[0]));
      }
    }
  }
}

/** One statement per pair of action and resource. */
function grantsOf(statement: Statement): Statement[] {
  return statement.Action.flatMap((action) =>
    statement.Resource.map((resource) => ({ ...statement, Action: [action], Resource: [resource] })),
  );
}

function grantKey(role: Role, action = "", resource = ""): string {
  return `${role.name} ${action} ${resource}`;
}

function noPolicy(action: string): string {
  return `because no identity-based policy allows the ${action} action`;
}
