/** One request to an AWS service, as it arrived at the local endpoint. */
export interface ServiceRequest {
  method: string;
  /** Decoded path and its query. */
  path: string;
  query: URLSearchParams;
  /** Lower-cased names. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface ServiceResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** One IAM permission that a request needs: `dynamodb:GetItem` on the table's ARN. */
export interface Permission {
  action: string;
  resource: string;
}

/** Who makes a request, for a service that checks signatures and permissions by itself. */
export interface Requester {
  /** What the signature's access key stands for; undefined without a signature, or for an unknown key. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** Why the permission is refused, in IAM's words; undefined when it is granted. */
  refusal(permission: Permission): string | undefined;
}

/**
 * One AWS service as the local endpoint sees it. The endpoint finds the service by the signing name in the request's
 * credential scope, asks it for the permissions that the request needs, decides them against the caller's role from
 * the template, and only then lets it handle the request.
 */
export interface Service {
  /** SigV4 signing name: `dynamodb`, `cognito-idp`, `ses`, `secretsmanager`, `s3`, `sqs`, `lambda`, … */
  readonly name: string;
  /** The API's name of what a request asks for, where no header and no form says it: `Invoke`. */
  action?(request: ServiceRequest): string;
  permissions(request: ServiceRequest): Permission[];
  handle(request: ServiceRequest, requester?: Requester): Promise<ServiceResponse>;
}

/**
 * A service that browsers call, too: with addresses and forms that a function has signed for them, or with nothing. It
 * checks signatures and asks for permissions itself, because both depend on what it finds in the request.
 */
export interface PublicService extends Service {
  /** The API's name of what a request asks for: `PutObject`. */
  action(request: ServiceRequest): string;
  /** Whether a request without a signature is meant for it. */
  owns(request: ServiceRequest): boolean;
}

/** Milliseconds since the epoch; passed in so that tests move it. */
export type Clock = () => number;
