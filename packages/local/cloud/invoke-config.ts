import { z } from "zod";
import type { Deployment } from "./deployment";
import { functionName } from "./function";

const ConfigProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** What Lambda does about an event that nobody waits for the answer of, when the function fails. */
export interface InvokeConfig {
  retries: number;
  ageMs: number;
  /** Where it goes then. */
  failureQueue: string | undefined;
}

/** Lambda's own, where the template says nothing. */
const usual: InvokeConfig = { retries: 2, ageMs: 21_600_000, failureQueue: undefined };

/** By function name. */
export function invokeConfigsOf(deployment: Deployment): (name: string) => InvokeConfig {
  const configs = deployment.resources("AWS::Lambda::EventInvokeConfig").map((resource) => {
    const properties = resource.properties(ConfigProperties);
    const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: seconds, DestinationConfig } = properties;
    const config = { retries, ageMs: seconds * 1000, failureQueue: DestinationConfig?.OnFailure?.Destination };
    return [functionName(properties.FunctionName), config] as const;
  });
  const byName = new Map(configs);
  return (name) => byName.get(name) ?? usual;
}
