import { randomUUID } from "node:crypto";
import { faultAnswer } from "#local/s3/fault";
import type { Permission, ServiceResponse } from "#local/service";

/** Services of the Query protocol, which answers in XML. */
const inXml = ["ses", "cloudformation"];

/** An error in the protocol of a service: XML or JSON. */
export function serviceError(
  service: string,
  status: number,
  code: string,
  message: string,
  more: Record<string, unknown> = {},
): ServiceResponse {
  const requestId = randomUUID();
  if (inXml.includes(service)) return xmlError(status, code, message, requestId);
  const type = service === "dynamodb" ? `com.amazon.coral.service#${code}` : code;
  return {
    status,
    headers: {
      "content-type": service === "dynamodb" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": code,
    },
    body: JSON.stringify({ __type: type, message, Message: message, ...more }),
  };
}

/** IAM's words for a permission that isn't granted. */
export const accessRefusal = (user: string, { action, resource }: Permission, reason: string): string =>
  `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;

export function accessDenied(service: string, user: string, permission: Permission, reason: string): ServiceResponse {
  const [status, code] = inXml.includes(service)
    ? ([403, "AccessDenied"] as const)
    : ([400, "AccessDeniedException"] as const);
  return serviceError(service, status, code, accessRefusal(user, permission, reason));
}

/** The service refuses because of too many calls, in its own words. */
export function throttled(service: string): ServiceResponse {
  if (service === "s3") return faultAnswer("SlowDown", "Please reduce your request rate.");
  const codes: Record<string, string> = { ses: "Throttling", "cognito-idp": "TooManyRequestsException" };
  return serviceError(service, 400, codes[service] ?? "ThrottlingException", "Rate exceeded");
}

/** DynamoDB cancels a transaction whose first item another one is changing. */
/** A transaction names the entry; a write of its own is told by a name of its own. */
export function conflicted(action: string): ServiceResponse {
  const problem = "Transaction is ongoing for the item";
  if (!action.startsWith("Transact")) return serviceError("dynamodb", 400, "TransactionConflictException", problem);
  const message = "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]";
  const CancellationReasons = [{ Code: "TransactionConflict", Message: problem }];
  return serviceError("dynamodb", 400, "TransactionCanceledException", message, { CancellationReasons });
}

export function internalFailure(service: string): ServiceResponse {
  if (service === "s3") return faultAnswer("InternalError", "We encountered an internal error. Please try again.");
  return serviceError(service, 500, "InternalServerError", "Internal server error");
}

function xmlError(status: number, code: string, message: string, requestId: string): ServiceResponse {
  const text = message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error>`;
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}
