import type { Credentials } from "./callers";
import type { FunctionDefinition } from "./function";

/** Where a function runs, beside what the template says about it. */
export interface RuntimeSurroundings {
  region: string;
  /** The address for AWS calls, which tells the environment that makes them. */
  endpointUrl: string;
  /** The same for everybody: it is in the addresses that are signed for browsers. */
  publicUrl: string;
  /** Addresses in its own variables that stand for others here: a distribution's. */
  elsewhere: Record<string, string>;
  /** Added to every function's own variables. */
  extra: Record<string, string>;
}

/** The value with the local address in place of one that it begins with: `https://….cloudfront.net/api`. */
export function localAddress(value: string, elsewhere: Record<string, string>): string {
  const [stood, local] = Object.entries(elsewhere).find(([one]) => value === one || value.startsWith(`${one}/`)) ?? [];
  return stood === undefined ? value : `${local}${value.slice(stood.length)}`;
}

/**
 * All variables of an execution environment: the runtime's, then the template's, then the host's extra ones. Nothing
 * of the host's own environment. AWS_EXECUTION_ENV is left out: with it, tracers would look for an X-Ray daemon.
 */
export function runtimeVariables(
  definition: FunctionDefinition,
  credentials: Credentials,
  { region, endpointUrl, publicUrl, elsewhere, extra }: RuntimeSurroundings,
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ENDPOINT_URL_S3: publicUrl,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: definition.root,
    _HANDLER: definition.handler,
    LANG: "en_US.UTF-8",
    TZ: "UTC",
    ...Object.fromEntries(
      Object.entries(definition.variables).map(([name, value]) => [name, localAddress(value, elsewhere)]),
    ),
    ...extra,
  };
}
