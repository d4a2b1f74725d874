import { type Command, commandOf, Service, ServiceFault, type Terms } from "./service";

// Stands in for @aws-sdk/client-secrets-manager in every bundle.

export { ServiceFault as SecretsManagerServiceException };

export const GetSecretValueCommand = commandOf("GetSecretValue");

/** Where secrets are. */
export class SecretsManagerClient {
  private readonly service: Service;

  constructor(terms: Terms) {
    const spoken = {
      name: "secretsmanager",
      variable: "SECRETS_MANAGER",
      target: "secretsmanager",
      version: "1.1",
    } as const;
    this.service = new Service(spoken, terms);
  }

  send({ action, input }: Command): Promise<unknown> {
    return this.service.call(action, input);
  }
}
