import type { Fields } from "./fields";
import { isStandardAttribute, type UserPool } from "./pool";
import { invalidParameter } from "./service-fault";
import type { User } from "./user";

/** Name → value from a request's list of `{Name, Value}`. */
export function readAttributes(input: Fields, name: string): Record<string, string> {
  const pairs = input
    .objects(name)
    .map((pair): [string, string] => [pair.text("Name"), pair.optionalText("Value") ?? ""]);
  return Object.fromEntries(pairs);
}

/** Faults: `InvalidParameterException` for attributes outside the schema, an overlong value or no e-mail address. */
export function requireSchema(pool: UserPool, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "sub") throw invalidParameter("Cannot modify the non-mutable attribute sub");
    if (!isStandardAttribute(name) && !pool.schema.has(name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
      );
    }
    if (value.length > 2048) {
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: String must be no longer than 2048`);
    }
    if (name === "email" && value !== "" && !isEmail(value)) throw invalidParameter("Invalid email address format.");
  }
}

export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}

/** Required attributes that the user lacks. */
export function missingAttributes(pool: UserPool, attributes: Record<string, string>): string[] {
  return [...pool.schema].filter(([name, rule]) => rule.required && !attributes[name]).map(([name]) => name);
}

/**
 * The user's attributes after an update: an empty value removes one, and a new address counts as unverified unless the
 * same update says otherwise.
 */
export function updatedAttributes(pool: UserPool, user: User, changes: Record<string, string>): Record<string, string> {
  const fixed = Object.keys(changes).find((name) => pool.schema.get(name)?.mutable === false);
  if (fixed !== undefined) throw invalidParameter(`user.${fixed}: Attribute cannot be updated.`);
  const movedEmail = changes.email !== undefined && changes.email !== user.attributes.email;
  const merged = { ...user.attributes, ...(movedEmail ? { email_verified: "false" } : {}), ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}
