import { createHash } from "node:crypto";
import type { Clock, Requester, ServiceRequest } from "#local/service";
import { S3Fault } from "./fault";
import {
  type CredentialScope,
  millisecondsOf,
  type Signed,
  sameSignature,
  scopeFrom,
  signatureOf,
  textToSign,
} from "./signing";

type Credentials = NonNullable<Requester["credentials"]>;

/** How far a signature's time may be from ours; milliseconds. */
const mostSkew = 15 * 60_000;
const longestExpiry = 7 * 24 * 3600;

const anonymous = () => new S3Fault("AccessDenied", "Access Denied");

/** The key's owner. @throws S3Fault InvalidAccessKeyId, InvalidToken */
export function ownerOf(scope: CredentialScope, requester: Requester, token: string | undefined): Credentials {
  const { credentials } = requester;
  const message = "The AWS Access Key Id you provided does not exist in our records.";
  if (!credentials) throw new S3Fault("InvalidAccessKeyId", message, { AWSAccessKeyId: scope.accessKeyId });
  // Long-term keys (AKIA…) come without a token.
  const bare = token === undefined && credentials.accessKeyId.startsWith("AKIA");
  if (!bare && token !== credentials.sessionToken)
    throw new S3Fault("InvalidToken", "The provided token is malformed or otherwise invalid.");
  return credentials;
}

export const mismatch = (AWSAccessKeyId: string, StringToSign: string): S3Fault =>
  new S3Fault(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    { AWSAccessKeyId, StringToSign },
  );

function requireSignature(request: ServiceRequest, signed: Signed, owner: Credentials, given: string): void {
  const text = textToSign(request, signed);
  const right = signatureOf(text, owner.secretAccessKey, signed.scope);
  if (!sameSignature(given, right)) throw mismatch(owner.accessKeyId, text);
}

const queryFault = (message: string) => new S3Fault("AuthorizationQueryParametersError", message);

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d{3}/, "");

function requireUnexpired(from: number, seconds: number, now: number): void {
  if (!(seconds >= 0)) throw queryFault("X-Amz-Expires must be non-negative");
  if (seconds > longestExpiry)
    throw queryFault(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  if (from - mostSkew > now) throw new S3Fault("AccessDenied", "Request is not yet valid");
  const end = from + seconds * 1000;
  const details = { "X-Amz-Expires": seconds, Expires: iso(end), ServerTime: iso(now) };
  if (now > end) throw new S3Fault("AccessDenied", "Request has expired", details);
}

/** What an address was not signed for can't be sent along: it would change what the signer meant. */
function requireSignedHeaders({ headers }: ServiceRequest, signed: readonly string[]): void {
  const more = Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !signed.includes(name));
  if (more.length > 0)
    throw new S3Fault("AccessDenied", "There were headers present in the request which were not signed", {
      HeadersNotSigned: more.join(", "),
    });
  if (!signed.includes("host")) throw queryFault("The host header must be signed");
}

/** An address that somebody signed for others: its parameters are the signature. */
function checkQuery(request: ServiceRequest, requester: Requester, now: number): void {
  const { query } = request;
  const required = ["X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"];
  if (required.some((name) => !query.get(name)))
    throw queryFault(
      `Query-string authentication version 4 requires the X-Amz-Algorithm, ${required.join(", ")} parameters.`,
    );
  const scope = scopeFrom(query.get("X-Amz-Credential") ?? "");
  if (!scope) throw queryFault("Error parsing the X-Amz-Credential parameter");
  const owner = ownerOf(scope, requester, query.get("X-Amz-Security-Token") ?? undefined);
  const time = query.get("X-Amz-Date") ?? "";
  requireUnexpired(millisecondsOf(time), Number(query.get("X-Amz-Expires")), now);
  const headers = (query.get("X-Amz-SignedHeaders") ?? "").split(";");
  const payload = request.headers["x-amz-content-sha256"] ?? query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
  requireSignature(request, { headers, payload, time, scope }, owner, query.get("X-Amz-Signature") ?? "");
  requireSignedHeaders(request, headers);
}

const authorization = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/;

function checkHeader(request: ServiceRequest, requester: Requester, now: number): void {
  const [, credential = "", signed = "", given = ""] = authorization.exec(request.headers.authorization ?? "") ?? [];
  const scope = scopeFrom(credential);
  if (!scope) throw new S3Fault("AuthorizationHeaderMalformed", "The authorization header is malformed.");
  const owner = ownerOf(scope, requester, request.headers["x-amz-security-token"]);
  const time = request.headers["x-amz-date"] ?? "";
  if (!(Math.abs(millisecondsOf(time) - now) <= mostSkew))
    throw new S3Fault(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        RequestTime: time,
        ServerTime: iso(now),
      },
    );
  const payload = request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  requireSignature(request, { headers: signed.split(";"), payload, time, scope }, owner, given);
  requirePayload(request, payload);
}

function requirePayload({ body }: ServiceRequest, payload: string): void {
  if (!/^[0-9a-f]{64}$/.test(payload)) return;
  if (createHash("sha256").update(body).digest("hex") !== payload)
    throw new S3Fault(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
}

/** Refuses a request that nobody known has signed, by header or by address. @throws S3Fault */
export function requireAuthentic(request: ServiceRequest, requester: Requester, clock: Clock): void {
  if (request.headers.authorization) checkHeader(request, requester, clock());
  else if (request.query.has("X-Amz-Algorithm") || request.query.has("X-Amz-Signature"))
    checkQuery(request, requester, clock());
  else throw anonymous();
}
