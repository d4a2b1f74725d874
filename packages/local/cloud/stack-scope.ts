import type { Stack } from "./assembly";
import type { DeployedResource } from "./deployment";
import { dereferenced, type SecretReader } from "./dynamic-reference";
import { resolve, type Scope } from "./intrinsics";
import type { Nameable } from "./names";
import { attributeOf, physicalId } from "./naming";
import { TemplateError, type TemplateResource } from "./template";

interface Surroundings {
  /** The local address that stands for the HTTP API's endpoint. */
  apiEndpoint: string;
  secretOf: SecretReader;
  stacks: Map<string, StackScope>;
}

/** One stack as its intrinsic functions see it: its own resources and, by exports and outputs, the other stacks. */
export class StackScope implements Scope {
  private all: DeployedResource[] | undefined;

  constructor(
    private readonly stack: Stack,
    private readonly surroundings: Surroundings,
  ) {}

  ref(name: string, path: string): unknown {
    const pseudo = this.pseudoParameters();
    if (name in pseudo) return pseudo[name];
    const parameter = this.stack.template.Parameters?.[name];
    if (!parameter) return physicalId(this.nameable(name, path));
    if (parameter.Default === undefined) throw new TemplateError(path, `parameter ${name} has no default`);
    return parameter.Default;
  }

  attribute(logicalId: string, attribute: string, path: string): string {
    const nameable = this.nameable(logicalId, path);
    if (nameable.type === "AWS::ApiGatewayV2::Api" && attribute === "ApiEndpoint") return this.surroundings.apiEndpoint;
    const value = attributeOf(nameable, attribute);
    if (value === undefined) throw new TemplateError(path, `${nameable.type} ${logicalId} has no ${attribute} locally`);
    return value;
  }

  importValue(exportName: string, path: string): unknown {
    for (const other of this.surroundings.stacks.values()) {
      const exported = other.exported(exportName);
      if (exported !== undefined) return exported;
    }
    throw new TemplateError(path, `no stack exports ${exportName}`);
  }

  stackOutput(stackName: string, output: string, path: string): unknown {
    const other = this.surroundings.stacks.get(stackName);
    const found = other?.stack.template.Outputs?.[output];
    if (!other || !found) throw new TemplateError(path, `there is no output ${output} of stack ${stackName}`);
    return resolve(found.Value, other, `${stackName}/Outputs.${output}`);
  }

  mapping(map: string, top: string, second: string): unknown {
    return this.stack.template.Mappings?.[map]?.[top]?.[second];
  }

  condition(name: string, path: string): boolean {
    const condition = this.stack.template.Conditions?.[name];
    if (condition === undefined) throw new TemplateError(path, `there is no condition ${name}`);
    return resolve(condition, this, `${this.stack.name}/Conditions.${name}`) === true;
  }

  deployed(): DeployedResource[] {
    this.all ??= this.deployAll();
    return this.all;
  }

  private deployAll(): DeployedResource[] {
    return Object.entries(this.stack.template.Resources)
      .filter(([logicalId, { Condition }]) => !Condition || this.condition(Condition, this.where(logicalId)))
      .map(([logicalId, resource]) => this.deploy(logicalId, resource));
  }

  outputs(): Record<string, string> {
    const entries = Object.entries(this.stack.template.Outputs ?? {}).flatMap(([name, { Value, Condition }]) => {
      try {
        if (Condition && !this.condition(Condition, name)) return [];
        return [[name, String(resolve(Value, this, `${this.stack.name}/Outputs.${name}`))] as const];
      } catch (error) {
        if (error instanceof TemplateError) return [];
        throw error;
      }
    });
    return Object.fromEntries(entries);
  }

  private exported(exportName: string): unknown {
    for (const [name, { Export, Value }] of Object.entries(this.stack.template.Outputs ?? {})) {
      const path = `${this.stack.name}/Outputs.${name}`;
      if (Export && resolve(Export.Name, this, path) === exportName) return resolve(Value, this, path);
    }
    return undefined;
  }

  private deploy(logicalId: string, { Type, Properties = {} }: TemplateResource): DeployedResource {
    const where = this.where(logicalId);
    const nameable = this.nameable(logicalId, where);
    return {
      stack: this.stack.name,
      logicalId,
      type: Type,
      get id() {
        return physicalId(nameable);
      },
      attribute: (name) => this.attribute(logicalId, name, where),
      properties: (schema) => {
        const resolved = resolve(Properties, this, `${where}.Properties`);
        const parsed = schema.safeParse(dereferenced(resolved, this.surroundings.secretOf, where));
        if (parsed.success) return parsed.data;
        const [issue] = parsed.error.issues;
        throw new TemplateError(`${where}.Properties.${issue?.path.join(".")}`, issue?.message ?? "invalid");
      },
      asset: (key) => this.stack.asset(key),
    };
  }

  private nameable(logicalId: string, path: string): Nameable {
    const resource = this.stack.template.Resources[logicalId];
    if (!resource) throw new TemplateError(path, `there is no resource ${logicalId}`);
    const where = this.where(logicalId);
    return {
      account: this.stack.account,
      region: this.stack.region,
      stack: this.stack.name,
      logicalId,
      type: resource.Type,
      property: (name) => {
        const value = resource.Properties?.[name];
        const resolved = resolve(value, this, `${where}.Properties.${name}`);
        return typeof resolved === "string" ? resolved : undefined;
      },
    };
  }

  private where(logicalId: string): string {
    return `${this.stack.name}/${logicalId}`;
  }

  private pseudoParameters(): Record<string, unknown> {
    const { account, region } = this.stack;
    return {
      "AWS::AccountId": account,
      "AWS::Region": region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": this.stack.name,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${this.stack.name}/local`,
      "AWS::NotificationARNs": [],
      "AWS::NoValue": undefined,
    };
  }
}
