import { formCredential } from "#local/s3/form";
import type { ServiceRequest } from "#local/service";

/** Environments call below this path, which tells unsigned requests of different environments apart. */
const ENVIRONMENT_PATH = /^\/environments\/([A-Z0-9]+)(?=\/|$)/;

/** The header that carries the environment's access key id from `addressed` to `identify`. */
const ENVIRONMENT_HEADER = "x-local-environment";

/** Unsigned operations are told by the prefix of their target. */
const targets: Record<string, string> = {
  AWSCognitoIdentityProviderService: "cognito-idp",
  DynamoDB_20120810: "dynamodb",
  DynamoDBStreams_20120810: "dynamodb",
  secretsmanager: "secretsmanager",
};

export interface Identified {
  /** The signing name, or undefined when the request isn't for an AWS API. */
  service: string | undefined;
  action: string;
  accessKeyId: string | undefined;
  /** Signed by somebody for whoever has it: a presigned address, or a form. The call is not the signer's. */
  presigned: boolean;
}

/** The endpoint address that one environment is given. */
export function environmentUrl(endpoint: string, accessKeyId: string): string {
  return `${endpoint}/environments/${accessKeyId}`;
}

/** The request as the service sees it, without the path that tells the environment. */
export function addressed(request: ServiceRequest): ServiceRequest {
  const { [ENVIRONMENT_HEADER]: _forged, ...headers } = request.headers;
  const environment = ENVIRONMENT_PATH.exec(request.path);
  if (!environment) return { ...request, headers };
  const [prefix, accessKeyId = ""] = environment;
  return {
    ...request,
    path: request.path.slice(prefix.length) || "/",
    headers: { ...headers, [ENVIRONMENT_HEADER]: accessKeyId },
  };
}

/** `ACCESS_KEY/DAY/REGION/SERVICE/aws4_request` */
const scopePattern = /^([^/,\s]+)\/[^/]+\/[^/]+\/([^/]+)\/aws4_request/;

/** Service, action and caller, from the signature's credential scope or, when unsigned, from target and path. */
export function identify(request: ServiceRequest): Identified {
  const { headers, body, query } = request;
  const [prefix = "", operation] = (headers["x-amz-target"] ?? "").split(".");
  const [, credential] = /Credential=([^,\s]+)/.exec(headers.authorization ?? "") ?? [];
  const handed = credential ? undefined : (query.get("X-Amz-Credential") ?? formCredential(request));
  const scope = scopePattern.exec(credential ?? handed ?? "");
  const service = scope?.[2] ?? targets[prefix];
  const named = () => new URLSearchParams(body.toString("utf8")).get("Action") ?? "";
  return {
    service,
    action: operation ?? (service === "ses" ? named() : ""),
    accessKeyId: scope?.[1] ?? headers[ENVIRONMENT_HEADER],
    presigned: handed !== undefined,
  };
}
