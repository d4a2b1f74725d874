/** An error answer of the service: its status and the JSON body that the SDK reads. dynalite's errors have this shape too. */
export interface Fault extends Error {
  statusCode: number;
  body: { __type: string; [field: string]: unknown };
}

const SERVICE = "com.amazonaws.dynamodb.v20120810";
const CORAL = "com.amazon.coral.service";

export function isFault(error: unknown): error is Fault {
  return error instanceof Error && "statusCode" in error && "body" in error;
}

/** Whether the fault is DynamoDB's exception of that short name. */
export function isException(fault: Fault, name: string): boolean {
  return fault.body.__type.endsWith(`#${name}`);
}

/** A 400 answer that the SDK throws as the exception `name`. */
export function exception(name: string, message: string, fields: Record<string, unknown> = {}): Fault {
  return fault(`${SERVICE}#${name}`, message, { message, ...fields });
}

export function validationException(message: string): Fault {
  return fault("com.amazon.coral.validate#ValidationException", message, { message });
}

export function resourceNotFound(): Fault {
  return exception("ResourceNotFoundException", "Requested resource not found");
}

/** DynamoDB capitalises the message field of this exception alone. */
export function transactionCanceled(reasons: { Code: string }[]): Fault {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return fault(`${SERVICE}#TransactionCanceledException`, message, { Message: message, CancellationReasons: reasons });
}

export function unknownOperation(): Fault {
  return fault(`${CORAL}#UnknownOperationException`, "Unknown operation", {});
}

export function malformedJson(): Fault {
  return fault(`${CORAL}#SerializationException`, "Malformed JSON", {});
}

function fault(type: string, message: string, fields: Record<string, unknown>): Fault {
  return Object.assign(new Error(message), { statusCode: 400, body: { __type: type, ...fields } });
}
