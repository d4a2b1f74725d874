import type { z } from "zod";
import type { Assembly } from "./assembly";
import type { SecretReader } from "./dynamic-reference";
import { StackScope } from "./stack-scope";

/** One resource of the deployed stacks. */
export interface DeployedResource {
  stack: string;
  logicalId: string;
  type: string;
  /** What `Ref` gives. */
  id: string;
  attribute(name: string): string;
  /** The resolved properties, checked against the schema; throws a TemplateError that names the resource. */
  properties<Schema extends z.ZodType>(schema: Schema): z.infer<Schema>;
  asset(key: string): string;
}

/** All stacks of an assembly with their references resolved, across stacks too. */
export class Deployment {
  private readonly stacks = new Map<string, StackScope>();

  /**
   * `apiEndpoint` is the local address that stands for the HTTP API's endpoint; `secretOf` gives the value of the secret
   * of that ARN, for dynamic references.
   */
  constructor(assembly: Assembly, apiEndpoint: string, secretOf: SecretReader) {
    const surroundings = { apiEndpoint, secretOf, stacks: this.stacks };
    for (const stack of assembly.stacks) this.stacks.set(stack.name, new StackScope(stack, surroundings));
  }

  /** The resources of these types, in the template's order, left out where their condition is false. */
  resources(...types: string[]): DeployedResource[] {
    return this.all().filter(({ type }) => types.includes(type));
  }

  all(): DeployedResource[] {
    return [...this.stacks.values()].flatMap((stack) => stack.deployed());
  }

  /** Every stack's outputs. Those that name what the local cloud doesn't know are left out. */
  outputs(): Record<string, Record<string, string>> {
    return Object.fromEntries([...this.stacks].map(([name, stack]) => [name, stack.outputs()]));
  }
}
