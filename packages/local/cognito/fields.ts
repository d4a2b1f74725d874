import { invalidParameter, ServiceFault } from "./service-fault";

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Typed reading of a JSON object that came from outside: a request body or CloudFormation properties.
 * A missing required field is an `InvalidParameterException`, a value of another type a `SerializationException`.
 */
export class Fields {
  constructor(private readonly values: Record<string, unknown>) {}

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value !== undefined) return value;
    const path = name.charAt(0).toLowerCase() + name.slice(1);
    throw invalidParameter(
      `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must not be null`,
    );
  }

  optionalText(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    throw wrongType(name, "a string");
  }

  /** CloudFormation also writes numbers as strings. */
  number(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const value = Number(this.values[name]);
    if (Number.isFinite(value)) return value;
    throw wrongType(name, "a number");
  }

  /** CloudFormation also writes booleans as strings. */
  flag(name: string): boolean | undefined {
    if (!this.has(name)) return undefined;
    const value = String(this.values[name]);
    if (value === "true" || value === "false") return value === "true";
    throw wrongType(name, "a boolean");
  }

  /** An empty list when the field is missing. */
  texts(name: string): string[] {
    return this.list(name).map((entry) => {
      if (typeof entry === "string") return entry;
      throw wrongType(name, "a list of strings");
    });
  }

  /** An empty object when the field is missing. */
  object(name: string): Fields {
    const value = this.values[name] ?? {};
    if (isRecord(value)) return new Fields(value);
    throw wrongType(name, "an object");
  }

  /** An empty list when the field is missing. */
  objects(name: string): Fields[] {
    return this.list(name).map((entry) => {
      if (isRecord(entry)) return new Fields(entry);
      throw wrongType(name, "a list of objects");
    });
  }

  /** Names of the fields that have a value. */
  names(): string[] {
    return Object.keys(this.values).filter((name) => this.has(name));
  }

  private list(name: string): unknown[] {
    const value = this.values[name] ?? [];
    if (Array.isArray(value)) return value;
    throw wrongType(name, "a list");
  }
}

function wrongType(name: string, expected: string): ServiceFault {
  return new ServiceFault("SerializationException", `${name} is not ${expected}.`);
}
