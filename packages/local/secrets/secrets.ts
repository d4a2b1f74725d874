import { Fields } from "#local/cognito/fields";
import { answerJson, bodyOf, operationOf } from "#local/cognito/json-protocol";
import { ServiceFault } from "#local/cognito/service-fault";
import type { Clock, Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import { actions } from "./actions";
import type { Secret } from "./secret";
import { SecretStore } from "./secret-store";

interface SecretsOptions {
  /** Where the values are kept. */
  directory: string;
  region: string;
  account: string;
  clock?: Clock;
}

/** Opens the stand-in for AWS Secrets Manager. Secrets are declared afterwards, at each start. */
export async function openSecrets({ directory, region, account, clock = Date.now }: SecretsOptions): Promise<Secrets> {
  const arnPrefix = `arn:aws:secretsmanager:${region}:${account}:secret:`;
  return new Secrets(new SecretStore(directory, arnPrefix, clock), arnPrefix);
}

/** AWS Secrets Manager: values of secrets that the template declares. */
export class Secrets implements Service {
  readonly name = "secretsmanager";

  constructor(
    private readonly store: SecretStore,
    private readonly arnPrefix: string,
  ) {}

  /**
   * Declares a secret by the resolved properties of an `AWS::SecretsManager::Secret`. Its value is made once, from
   * `initial`, `SecretString` or `GenerateSecretString`, and then stays. Returns its ARN and name.
   */
  ensure(arnOrName: string, properties: Record<string, unknown>, initial?: string): Secret {
    return this.store.declare(arnOrName, new Fields(properties), initial);
  }

  /** The present value of a secret, as CloudFormation reads it for a dynamic reference. */
  valueOf(arn: string): string {
    const current = this.store.versions(this.store.get(arn)).find(({ stages }) => stages.includes("AWSCURRENT"));
    if (current?.text === undefined) throw new Error(`secret ${arn} has no value yet`);
    return current.text;
  }

  permissions(request: ServiceRequest): Permission[] {
    const operation = operationOf(request);
    if (!actions.has(operation)) return [];
    const resource = operation === "ListSecrets" ? "*" : this.arnOf(secretIdOf(request));
    return [{ action: `secretsmanager:${operation}`, resource }];
  }

  handle(request: ServiceRequest): Promise<ServiceResponse> {
    const operation = operationOf(request);
    return answerJson(() => {
      const action = actions.get(operation);
      if (action === undefined) throw new ServiceFault("UnknownOperationException", `Unknown operation ${operation}`);
      return action(this.store, bodyOf(request));
    });
  }

  /** A secret that doesn't exist needs the permission for the name that was asked for. */
  private arnOf(secretId: string): string {
    const known = this.store.find(secretId)?.arn;
    return known ?? (secretId.startsWith("arn:") ? secretId : `${this.arnPrefix}${secretId}`);
  }
}

function secretIdOf(request: ServiceRequest): string {
  try {
    return bodyOf(request).optionalText("SecretId") ?? "";
  } catch {
    return "";
  }
}
