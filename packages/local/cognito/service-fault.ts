/** An error that an AWS service reports to its caller: `type` is the exception's name, such as `NotAuthorizedException`. */
export class ServiceFault extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export function notAuthorized(message: string): ServiceFault {
  return new ServiceFault("NotAuthorizedException", message);
}

export function invalidParameter(message: string): ServiceFault {
  return new ServiceFault("InvalidParameterException", message);
}

export function resourceNotFound(message: string): ServiceFault {
  return new ServiceFault("ResourceNotFoundException", message);
}
