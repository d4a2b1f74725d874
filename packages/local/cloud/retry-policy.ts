import { z } from "zod";
import type { Deployment } from "./deployment";
import { functionName } from "./function";

const InvokeConfigProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** How often Lambda comes again with an event that it took over, and where it goes when that doesn't help. */
export interface RetryPolicy {
  retries: number;
  /** ARN of a queue. */
  failureQueue: string | undefined;
}

/** By the function's name; of those that say something about it. */
export function retryPoliciesOf(deployment: Deployment): Map<string, RetryPolicy> {
  return new Map(
    deployment.resources("AWS::Lambda::EventInvokeConfig").map((resource) => {
      const given = resource.properties(InvokeConfigProperties);
      const policy = {
        retries: given.MaximumRetryAttempts,
        failureQueue: given.DestinationConfig.OnFailure?.Destination,
      };
      return [functionName(given.FunctionName), policy];
    }),
  );
}
