import { randomUUID } from "node:crypto";
import type { ServiceResponse } from "#local/service";

/** Every code that S3 refuses with here, and its status. */
const statuses = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
} as const satisfies Record<string, number>;

export type FaultCode = keyof typeof statuses;

/** A refusal in S3's words; `details` are further elements of its XML. */
export class S3Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    readonly details: Record<string, string | number> = {},
  ) {
    super(message);
  }
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (found) => `&#${found.charCodeAt(0)};`);

type Content = string | number | boolean | readonly Content[] | { [name: string]: Content | undefined };

/** Elements of these names: a list repeats its element, and what is undefined is left out. */
export function xml(content: Content | undefined): string {
  if (content === undefined) return "";
  if (typeof content !== "object") return escaped(String(content));
  const elements = Object.entries(content).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === undefined ? "" : `<${name}>${xml(one)}</${name}>`)),
  );
  return elements.join("");
}

/** A whole document with one element, as S3 answers it. */
export const xmlDocument = (name: string, content: Content): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${xml(content)}</${name}>`;

/** The refusal as it goes over the wire. */
export function faultAnswer(code: FaultCode, message: string, details: S3Fault["details"] = {}): ServiceResponse {
  const requestId = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  const error = { Error: { Code: code, Message: message, ...details, RequestId: requestId, HostId: "local" } };
  return {
    status: statuses[code],
    headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml(error)}`,
  };
}
