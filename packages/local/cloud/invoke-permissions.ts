import { z } from "zod";
import type { Deployment } from "./deployment";
import { functionName } from "./function";
import { matchesWildcard } from "./wildcard";

const PermissionProperties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
});

/** Whether another service may invoke a function: the functions' resource-based policies. */
export class InvokePermissions {
  private readonly grants: z.infer<typeof PermissionProperties>[];

  constructor(deployment: Deployment) {
    this.grants = deployment.resources("AWS::Lambda::Permission").map((one) => one.properties(PermissionProperties));
  }

  allows(principal: string, sourceArn: string, name: string): boolean {
    return this.grants.some(
      (grant) =>
        matchesWildcard(grant.Action, "lambda:InvokeFunction") &&
        grant.Principal === principal &&
        functionName(grant.FunctionName) === name &&
        (grant.SourceArn === undefined || matchesWildcard(grant.SourceArn, sourceArn)),
    );
  }
}
