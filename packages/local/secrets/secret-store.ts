import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setByOperator } from "#contract/settings";
import type { Fields } from "#local/cognito/fields";
import { ServiceFault } from "#local/cognito/service-fault";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";
import { generateSecret } from "./generated-secret";
import { type Relabelling, relabelled, type Secret, type Version, withVersion } from "./secret";

/** Declared secrets, and their values on disk, readable by the owner only. */
export class SecretStore {
  private readonly secrets = new Map<string, Secret>();
  private readonly values: Journal<Version[]>;

  constructor(
    directory: string,
    /** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:` */
    private readonly arnPrefix: string,
    readonly clock: Clock,
  ) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, "secrets.jsonl");
    this.values = new Journal(file);
    chmodSync(file, 0o600);
  }

  declare(arnOrName: string, properties: Fields, initial: string | undefined): Secret {
    const secret = { ...this.identify(arnOrName), description: properties.optionalText("Description") };
    this.secrets.set(secret.arn, secret);
    const text = initial ?? properties.optionalText("SecretString") ?? generated(properties);
    if (text !== undefined && this.versions(secret).length === 0) {
      const stages = initial === undefined ? ["AWSCURRENT"] : ["AWSCURRENT", setByOperator];
      this.put(secret, { id: randomUUID(), text, stages, createdAt: this.clock() });
    }
    return secret;
  }

  /** By name, by ARN, or by ARN without its random suffix. Fault `ResourceNotFoundException`. */
  get(id: string): Secret {
    const secret = this.find(id);
    if (secret === undefined) {
      throw new ServiceFault("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  find(id: string): Secret | undefined {
    return this.secrets.get(id) ?? this.all().find(({ arn, name }) => name === id || arn.slice(0, -7) === id);
  }

  all(): Secret[] {
    return [...this.secrets.values()];
  }

  versions(secret: Secret): Version[] {
    return this.values.get(secret.arn) ?? [];
  }

  put(secret: Secret, version: Version): void {
    this.values.set(secret.arn, withVersion(this.versions(secret), version));
  }

  relabel(secret: Secret, change: Relabelling): void {
    this.values.set(secret.arn, relabelled(this.versions(secret), change));
  }

  /** The suffix, random on AWS, comes from the name here, so that a secret keeps its ARN. */
  private identify(arnOrName: string): { arn: string; name: string } {
    if (arnOrName.startsWith("arn:")) {
      const name = arnOrName.split(":").slice(6).join(":");
      return { arn: arnOrName, name: name.replace(/-[0-9A-Za-z]{6}$/, "") };
    }
    const suffix = createHash("sha256").update(arnOrName).digest("hex").slice(0, 6);
    return { arn: `${this.arnPrefix}${arnOrName}-${suffix}`, name: arnOrName };
  }
}

function generated(properties: Fields): string | undefined {
  return properties.has("GenerateSecretString") ? generateSecret(properties.object("GenerateSecretString")) : undefined;
}
