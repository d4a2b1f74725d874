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

/**
 * One AWS service as the local endpoint sees it. The endpoint finds the service by the signing name in the request's
 * credential scope, asks it for the permissions that the request needs, decides them against the caller's role from
 * the template, and only then lets it handle the request.
 */
export interface Service {
  /** SigV4 signing name: `dynamodb`, `cognito-idp`, `ses`, `secretsmanager`. */
  readonly name: string;
  permissions(request: ServiceRequest): Permission[];
  handle(request: ServiceRequest): Promise<ServiceResponse>;
}

/** Milliseconds since the epoch; passed in so that tests move it. */
export type Clock = () => number;
