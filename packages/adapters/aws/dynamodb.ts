import { type Command, Service, ServiceFault, type Terms } from "./service";

// Stands in for @aws-sdk/client-dynamodb in every bundle: what of it is used here, and nothing else.

export { ServiceFault as DynamoDBServiceException };

export class ConditionalCheckFailedException extends ServiceFault {}
export class TransactionConflictException extends ServiceFault {}

/** Why each part of the transaction was refused; rows are as DynamoDB writes them, as the SDK leaves them. */
export class TransactionCanceledException extends ServiceFault {
  declare readonly CancellationReasons?: { Code?: string; Message?: string; Item?: object }[];
}

const faults = { ConditionalCheckFailedException, TransactionConflictException, TransactionCanceledException };

/** The table's service. */
export class DynamoDBClient {
  private readonly service: Service;

  constructor(terms: Terms) {
    const spoken = { name: "dynamodb", variable: "DYNAMODB", target: "DynamoDB_20120810", version: "1.0" } as const;
    this.service = new Service({ ...spoken, faults }, terms);
  }

  call({ action, input }: Command, signal?: AbortSignal): Promise<unknown> {
    return this.service.call(action, input, { signal });
  }
}
