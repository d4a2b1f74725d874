import { createHash } from "node:crypto";

/** A resource about to get its physical names. */
export interface Nameable {
  account: string;
  region: string;
  stack: string;
  logicalId: string;
  type: string;
  /** A resolved top-level property, when the template gives it as text. */
  property(name: string): string | undefined;
}

/** One physical name of a resource. */
export type Name = (resource: Nameable) => string;

/** How one type answers `Ref` and `Fn::GetAtt`. */
export interface Naming {
  ref: Name;
  attributes: Record<string, Name>;
}

const hexDigits = "0123456789abcdef";
const lowerCase = `${hexDigits}ghijklmnopqrstuvwxyz`;

/** Letters and digits that depend on nothing but the stack and the logical id; 64 at most. */
export function digest(resource: Nameable, length: number, alphabet = lowerCase): string {
  const hash = createHash("sha512").update(`${resource.stack}/${resource.logicalId}`).digest();
  return Array.from(hash.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** The template's own name, or one as CloudFormation makes it: stack, logical id, random letters. */
export function generated(nameProperty = "Name", limit = 128): Name {
  return (resource) => {
    const given = resource.property(nameProperty);
    if (given !== undefined) return given;
    const suffix = digest(resource, 12).toUpperCase();
    return `${`${resource.stack}-${resource.logicalId}`.slice(0, limit - 13)}-${suffix}`;
  };
}

export function arn(service: string, rest: Name): Name {
  return (resource) => `arn:aws:${service}:${resource.region}:${resource.account}:${rest(resource)}`;
}

export function prefixed(prefix: string, name: Name): Name {
  return (resource) => `${prefix}${name(resource)}`;
}

export function id(length: number): Name {
  return (resource) => digest(resource, length);
}

export function property(name: string): Name {
  return (resource) => resource.property(name) ?? "";
}

export function uuid(resource: Nameable): string {
  const hex = digest(resource, 32, hexDigits);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
